using System.Text;
using T2L.Adapters.Peft;

namespace T2L.Adapters.Tests.Hostile;

/// <summary>Manifests that must be refused.</summary>
internal static class HostileManifests
{
    private static readonly string Good = Encoding.UTF8.GetString(AdapterManifest.Of([new("a.json", [1]), new("b.bin", [2, 3])]).ToBytes());

    public static IReadOnlyList<HostileFile> All { get; } =
    [
        Not("not JSON", AdapterFormatError.InvalidJson, "not JSON", "x"),
        Not("files missing", AdapterFormatError.InvalidManifest, "files is missing", "{}"),
        Not("no files", AdapterFormatError.InvalidManifest, "lists 0 files; expected 1 to 1024", """{"files":[]}"""),
        Not("file is a text", AdapterFormatError.InvalidManifest, "the file holds text", """{"files":["a"]}"""),
        Changed("file without a name", AdapterFormatError.InvalidManifest, "a file has no name", "\"name\":\"a.json\"", "\"nam\":\"a.json\""),
        Changed("digest in capitals", AdapterFormatError.InvalidManifest, "expected 'sha256:' and 64 lower-case hexadecimal digits", "sha256:4", "sha256:A"),
        Changed("other digest", AdapterFormatError.InvalidManifest, "digest of 'a.json' is 'md5:", "sha256:4", "md5:"),
        Changed("negative length", AdapterFormatError.InvalidManifest, "bytes of 'a.json' is -1; expected 0 or more", "\"bytes\":1", "\"bytes\":-1"),
        Changed("length as text", AdapterFormatError.InvalidManifest, "bytes is text; expected a whole number", "\"bytes\":1", "\"bytes\":\"1\""),
        Changed("name that leads away", AdapterFormatError.InvalidManifest, "'../a.json' is not a plain file name", "a.json", "../a.json"),
        Changed("name that is the parent", AdapterFormatError.InvalidManifest, "'..' is not a plain file name", "a.json", ".."),
        Changed("empty name", AdapterFormatError.InvalidManifest, "'' is not a plain file name", "a.json", ""),
        Changed("name twice", AdapterFormatError.InvalidManifest, "lists 'b.bin' twice", "a.json", "b.bin"),
        Changed("spaces", AdapterFormatError.InvalidManifest, "not in canonical form", "{\"files\"", "{ \"files\""),
        Changed("unsorted files", AdapterFormatError.InvalidManifest, "not in canonical form", "a.json", "z.json"),
        Changed("another field", AdapterFormatError.InvalidManifest, "not in canonical form", "]}", "],\"x\":1}"),
        Changed("name needlessly escaped", AdapterFormatError.InvalidManifest, "not in canonical form", "a.json", "\\u0061.json"),
        Changed("field twice", AdapterFormatError.DuplicateKey, "the field 'bytes' is given twice", "\"bytes\":1", "\"bytes\":1,\"bytes\":1"),
    ];

    private static HostileFile Not(string name, AdapterFormatError error, string says, string json) => new(name, error, says, Encoding.UTF8.GetBytes(json));

    private static HostileFile Changed(string name, AdapterFormatError error, string says, string from, string to)
    {
        Assert.Contains(from, Good, StringComparison.Ordinal);
        return Not(name, error, says, Good.Replace(from, to, StringComparison.Ordinal));
    }
}
