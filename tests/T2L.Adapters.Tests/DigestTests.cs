using System.Text;
using System.Text.Json;
using T2L.Testing;

namespace T2L.Adapters.Tests;

public class DigestTests
{
    // FIPS 180-2, appendix B.1: SHA-256 of "abc"
    private const string OfAbc = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static readonly byte[] Abc = Encoding.ASCII.GetBytes("abc");

    [Fact]
    public async Task Is_the_published_hash_from_bytes_stream_and_file()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllBytesAsync(folder.File("abc"), Abc);
        using var stream = new MemoryStream(Abc);

        Assert.Equal(OfAbc, Digest.Of(Abc).Value);
        Assert.Equal(OfAbc, Digest.OfFile(folder.File("abc")).ToString());
        Assert.Equal(OfAbc["sha256:".Length..], (await Digest.OfAsync(stream, CancellationToken.None)).Hex);
    }

    [Fact]
    public void Text_and_digest_are_the_same_thing()
    {
        Assert.Equal(Digest.Of(Abc), Digest.Parse(OfAbc));
        Assert.NotEqual(Digest.Of([]), Digest.Parse(OfAbc));
        Assert.Equal($"\"{OfAbc}\"", JsonSerializer.Serialize(Digest.Of(Abc)));
        Assert.Equal(Digest.Of(Abc), JsonSerializer.Deserialize<Digest>($"\"{OfAbc}\""));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256:")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("SHA256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("sha256:BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("sha256:ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a")]
    [InlineData("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0")]
    [InlineData("sha256:../816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void Refuses_what_is_not_its_one_written_form(string? text)
    {
        Assert.False(Digest.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Digest.Parse(text ?? ""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Digest>(JsonSerializer.Serialize(text)));
    }

    [Fact]
    public void One_that_was_never_set_is_all_zeros() => Assert.Equal("sha256:" + new string('0', 64), default(Digest).Value);
}
