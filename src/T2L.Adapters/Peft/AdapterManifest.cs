using System.Globalization;
using System.Text;
using T2L.Adapters.Json;

namespace T2L.Adapters.Peft;

/// <summary>
/// The identity of an adapter: the list of its files with their digests, in one canonical form whose own digest names the adapter.
/// </summary>
/// <remarks>
/// <c>{"files":[{"bytes":774,"digest":"sha256:…","name":"adapter_config.json"},…]}</c>, UTF-8, without spaces, files sorted by name in byte order.
/// </remarks>
public sealed class AdapterManifest
{
    private const int MaxFiles = 1024;
    private const int MaxNameLength = 255;

    private readonly byte[] _bytes;

    private AdapterManifest(IEnumerable<ManifestFile> files)
    {
        Files = Array.AsReadOnly(files.OrderBy(f => f.Name, StringComparer.Ordinal).ToArray());
        _bytes = Canonical(Files);
        Digest = Digest.Of(_bytes);
    }

    /// <summary>The files, sorted by name.</summary>
    public IReadOnlyList<ManifestFile> Files { get; }

    /// <summary>The adapter's identity: the digest of <see cref="ToBytes"/>.</summary>
    public Digest Digest { get; }

    /// <summary>The manifest of an adapter's files.</summary>
    /// <param name="files">The files; their order does not matter.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="ArgumentException">No files, two of one name, or a name that is not a plain file name.</exception>
    public static AdapterManifest Of(IEnumerable<PeftFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var listed = files.Select(f => new ManifestFile(f.Name, Digest.Of(f.Bytes), f.Bytes.LongLength)).ToArray();
        return Fault(listed) is { } fault ? throw new ArgumentException(fault, nameof(files)) : new AdapterManifest(listed);
    }

    /// <summary>Reads a manifest; only its canonical form is accepted, so that one adapter has one digest.</summary>
    /// <param name="json">The manifest's bytes.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="AdapterFormatException">Not a manifest, or not in canonical form.</exception>
    public static AdapterManifest Parse(ReadOnlySpan<byte> json, string name = "manifest")
    {
        var reader = JsonObjectReader.Parse(json, name, AdapterFormatError.InvalidManifest);
        var files = new List<ManifestFile>();
        foreach (var item in reader.Items("files"))
            files.Add(ParseFile(reader.Nested(item)));
        if (Fault(files) is { } fault)
            throw reader.Refuse(fault);
        var manifest = new AdapterManifest(files);
        return json.SequenceEqual(manifest._bytes)
            ? manifest
            : throw reader.Refuse("the manifest is not in canonical form: expected no spaces, sorted fields, files sorted by name.");
    }

    /// <summary>The canonical form.</summary>
    /// <returns>UTF-8 JSON.</returns>
    public byte[] ToBytes() => [.. _bytes];

    private static ManifestFile ParseFile(JsonObjectReader file)
    {
        var name = file.Text("name") ?? throw file.Refuse("a file has no name.");
        var text = file.Text("digest");
        if (!Digest.TryParse(text, out var digest))
            throw file.Refuse($"digest of '{name}' is '{text}'; expected 'sha256:' and 64 lower-case hexadecimal digits.");
        var bytes = file.Whole(file.Get("bytes"), "bytes");
        return bytes >= 0 ? new ManifestFile(name, digest, bytes) : throw file.Refuse($"bytes of '{name}' is {bytes}; expected 0 or more.");
    }

    private static string? Fault(IReadOnlyList<ManifestFile> files)
    {
        if (files.Count is 0 or > MaxFiles)
            return $"the manifest lists {files.Count} files; expected 1 to {MaxFiles}.";
        if (files.FirstOrDefault(f => !IsPlainName(f.Name)) is { } odd)
            return $"'{odd.Name}' is not a plain file name.";
        var repeated = files.GroupBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return repeated is null ? null : $"the manifest lists '{repeated.Key}' twice.";
    }

    // Manifests decide where files are written on export, so a name must not lead anywhere else.
    private static bool IsPlainName(string name) =>
        name.Length is > 0 and <= MaxNameLength && name is not ("." or "..") && !name.Any(c => c is '/' or '\\' or ':' || char.IsControl(c));

    private static byte[] Canonical(IEnumerable<ManifestFile> files)
    {
        var json = new StringBuilder("{\"files\":[");
        var separator = "";
        foreach (var file in files)
        {
            json.Append(CultureInfo.InvariantCulture, $"{separator}{{\"bytes\":{file.Bytes},\"digest\":\"{file.Digest}\",\"name\":");
            JsonText.AppendCompact(json, file.Name);
            json.Append('}');
            separator = ",";
        }

        return Encoding.UTF8.GetBytes(json.Append("]}").ToString());
    }
}
