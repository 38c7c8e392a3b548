using T2L.Adapters;
using T2L.Registry.Blobs;
using T2L.Testing;

namespace T2L.Registry.Tests.Blobs;

public sealed class FileBlobStoreTests : BlobStoreContract, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTime _time = new();
    private readonly FileBlobStore _store;

    public FileBlobStoreTests() => _store = new FileBlobStore(_directory.File("store"), _time);

    protected override IBlobStore Store => _store;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_blob_lies_under_the_first_digits_of_its_digest_and_cannot_be_written()
    {
        var digest = await _store.PutAsync(Bytes(10));

        var path = Path.Combine(_store.Location, "sha256", digest.Hex[..2], digest.Hex);
        Assert.Equal([path], Files());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task A_damaged_blob_is_found_by_small_synchronous_reads_too()
    {
        var digest = await _store.PutAsync(Bytes(64));
        await DamageAsync(digest, bytes => bytes[0] ^= 1);
        await using var stream = await _store.OpenAsync(digest);
        var buffer = new byte[64];

        Assert.Throws<BlobCorruptException>(() =>
        {
            for (var i = 0; i < 64; i++)
                stream.ReadExactly(buffer, i, 1);
        });
        Assert.Equal(0, buffer[63]);
    }

    [Fact]
    public async Task A_shortened_blob_is_found()
    {
        var digest = await _store.PutAsync(Bytes(1000));
        var path = PathOf(digest);
        File.Delete(path);
        await File.WriteAllBytesAsync(path, Bytes(1000)[..999]);

        await Assert.ThrowsAsync<BlobCorruptException>(() => _store.ReadAsync(digest));
        await Assert.ThrowsAsync<BlobCorruptException>(() => CopyAsync(digest));
    }

    [Fact]
    public async Task Leftovers_of_a_crash_go_after_a_day_and_a_running_upload_stays()
    {
        var temporary = Directory.CreateDirectory(Path.Combine(_store.Location, "tmp")).FullName;
        var old = Path.Combine(temporary, "old.tmp");
        var young = Path.Combine(temporary, "young.tmp");
        await File.WriteAllTextAsync(old, "x");
        await File.WriteAllTextAsync(young, "x");
        File.SetLastWriteTimeUtc(old, _time.GetUtcNow().UtcDateTime.AddHours(-25));
        File.SetLastWriteTimeUtc(young, _time.GetUtcNow().UtcDateTime.AddHours(-23));

        await _store.PutAsync(Bytes(1));

        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
    }

    [Theory]
    [InlineData("sha256:../../../../etc/passwd")]
    [InlineData("sha256:..%2f..%2f")]
    [InlineData("sha256:0000000000000000000000000000000000000000000000000000000000000/..")]
    [InlineData("sha256:000000000000000000000000000000000000000000000000000000000000000\0")]
    [InlineData("/etc/passwd")]
    public void A_digest_that_would_lead_elsewhere_cannot_be_made(string text) =>
        Assert.False(Digest.TryParse(text, out _));

    [Fact]
    public async Task The_empty_digest_value_stays_inside_the_store()
    {
        var error = await Assert.ThrowsAsync<BlobMissingException>(() => _store.ReadAsync(default));

        Assert.StartsWith(Path.Combine(_store.Location, "sha256") + "/", error.Path, StringComparison.Ordinal);
        Assert.DoesNotContain("..", error.Path, StringComparison.Ordinal);
    }

    protected override Task<string> DamageAsync(Digest digest, Action<byte[]> change)
    {
        var path = PathOf(digest);
        var bytes = File.ReadAllBytes(path);
        change(bytes);
        File.Delete(path);
        File.WriteAllBytes(path, bytes);
        return Task.FromResult(path);
    }

    private string PathOf(Digest digest) => Path.Combine(_store.Location, "sha256", digest.Hex[..2], digest.Hex);

    private string[] Files() => Directory.Exists(_store.Location) ? Directory.GetFiles(_store.Location, "*", SearchOption.AllDirectories) : [];
}
