using System.Text;
using T2L.Adapters.Peft;

namespace T2L.Adapters.Tests.Peft;

public class AdapterManifestTests
{
    private static readonly PeftFile[] Files = [new("b.bin", [2, 3]), new("a \"x\".json", [])];

    [Fact]
    public void Has_one_canonical_form()
    {
        var manifest = AdapterManifest.Of(Files);

        Assert.Equal(
            $$"""{"files":[{"bytes":0,"digest":"{{Digest.Of([])}}","name":"a \"x\".json"},{"bytes":2,"digest":"{{Digest.Of([2, 3])}}","name":"b.bin"}]}""",
            Encoding.UTF8.GetString(manifest.ToBytes()));
        Assert.Equal(Digest.Of(manifest.ToBytes()), manifest.Digest);
    }

    [Fact]
    public void Names_the_files_whatever_their_order() =>
        Assert.Equal(AdapterManifest.Of(Files).Digest, AdapterManifest.Of(Files.Reverse()).Digest);

    [Fact]
    public void Is_read_again()
    {
        var manifest = AdapterManifest.Of(Files);
        var parsed = AdapterManifest.Parse(manifest.ToBytes());
        Assert.Equal(manifest.Files, parsed.Files);
        Assert.Equal(manifest.Digest, parsed.Digest);
    }

    [Fact]
    public void Another_byte_in_a_file_is_another_adapter() =>
        Assert.NotEqual(AdapterManifest.Of(Files).Digest, AdapterManifest.Of([new("b.bin", [2, 4]), Files[1]]).Digest);

    [Theory, InlineData("../x"), InlineData("a/b"), InlineData("a\\b"), InlineData("C:x"), InlineData(".."), InlineData("."), InlineData(""), InlineData("a\0")]
    public void Refuses_names_that_are_not_plain(string name) =>
        Assert.Throws<ArgumentException>(() => AdapterManifest.Of([new(name, [])]));

    [Fact]
    public void Refuses_no_files_and_a_name_twice()
    {
        Assert.Throws<ArgumentException>(() => AdapterManifest.Of([]));
        Assert.Throws<ArgumentException>(() => AdapterManifest.Of([Files[0], Files[0]]));
    }
}
