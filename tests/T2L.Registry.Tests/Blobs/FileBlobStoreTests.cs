using System.Text;
using T2L.Adapters;
using T2L.Registry.Blobs;
using T2L.Testing;

namespace T2L.Registry.Tests.Blobs;

public sealed class FileBlobStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTime _time = new();
    private readonly FileBlobStore _store;

    public FileBlobStoreTests() => _store = new FileBlobStore(_directory.File("store"), _time);

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    public async Task What_was_put_is_read(int length)
    {
        var bytes = Bytes(length);

        var digest = await _store.PutAsync(bytes);

        Assert.Equal(Digest.Of(bytes), digest);
        Assert.Equal(bytes, await _store.ReadAsync(digest));
        Assert.Equal(bytes, await CopyAsync(digest));
    }

    [Fact]
    public async Task A_stream_is_stored_under_the_digest_of_its_bytes()
    {
        var bytes = Bytes(300_000);

        var digest = await _store.PutAsync(new MemoryStream(bytes));

        Assert.Equal(Digest.Of(bytes), digest);
        Assert.Equal(bytes, await _store.ReadAsync(digest));
    }

    [Fact]
    public async Task A_blob_lies_under_the_first_digits_of_its_digest_and_cannot_be_written()
    {
        var digest = await _store.PutAsync(Bytes(10));

        var path = Path.Combine(_store.Location, "sha256", digest.Hex[..2], digest.Hex);
        Assert.Equal([path], Files());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task Putting_twice_keeps_one_file()
    {
        var first = await _store.PutAsync(Bytes(10));
        var second = await _store.PutAsync(Bytes(10));
        var third = await _store.PutAsync(new MemoryStream(Bytes(10)));

        Assert.Equal([first, first], [second, third]);
        Assert.Single(Files());
    }

    [Fact]
    public async Task Many_writers_of_the_same_bytes_end_with_one_whole_file()
    {
        var bytes = Bytes(200_000);

        var digests = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => _store.PutAsync(bytes))));

        Assert.Single(digests.Distinct());
        Assert.Single(Files());
        Assert.Equal(bytes, await _store.ReadAsync(digests[0]));
    }

    [Fact]
    public async Task A_changed_byte_is_found_and_the_message_says_which_blob_where_and_what_to_do()
    {
        var digest = await _store.PutAsync(Bytes(1000));
        var path = Damage(digest, bytes => bytes[500] ^= 1);

        var error = await Assert.ThrowsAsync<BlobCorruptException>(() => _store.ReadAsync(digest));

        Assert.Equal(digest, error.Digest);
        Assert.Contains(digest.Value, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("Publish the adapter again", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_blob_never_comes_out_whole_through_a_stream()
    {
        var digest = await _store.PutAsync(Bytes(300_000));
        Damage(digest, bytes => bytes[5] ^= 1);
        await using var stream = await _store.OpenAsync(digest);
        using var copy = new MemoryStream();

        await Assert.ThrowsAsync<BlobCorruptException>(() => stream.CopyToAsync(copy));

        Assert.InRange(copy.Length, 0, 299_999);
        await Assert.ThrowsAsync<BlobCorruptException>(async () => await stream.ReadExactlyAsync(new byte[1]));
    }

    [Fact]
    public async Task A_damaged_blob_is_found_by_small_synchronous_reads_too()
    {
        var digest = await _store.PutAsync(Bytes(64));
        Damage(digest, bytes => bytes[0] ^= 1);
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
    public async Task Putting_the_right_bytes_again_repairs_a_damaged_blob()
    {
        var digest = await _store.PutAsync(Bytes(1000));
        Damage(digest, bytes => bytes[500] ^= 1);

        await _store.PutAsync(Bytes(1000));

        Assert.Equal(Bytes(1000), await _store.ReadAsync(digest));
    }

    [Fact]
    public async Task A_missing_blob_is_named()
    {
        var digest = Digest.Of("nothing"u8);

        var error = await Assert.ThrowsAsync<BlobMissingException>(() => _store.ReadAsync(digest));

        Assert.Contains(digest.Value, error.Message, StringComparison.Ordinal);
        Assert.Contains(PathOf(digest), error.Message, StringComparison.Ordinal);
        Assert.False(await _store.ExistsAsync(digest));
        await Assert.ThrowsAsync<BlobMissingException>(() => _store.OpenAsync(digest));
    }

    [Fact]
    public async Task A_stream_that_breaks_leaves_nothing()
    {
        await Assert.ThrowsAsync<IOException>(() => _store.PutAsync(new BreakingStream(100_000)));

        Assert.Empty(Files());
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

    [Fact]
    public async Task A_deleted_blob_is_gone_and_deleting_again_is_harmless()
    {
        var digest = await _store.PutAsync(Bytes(10));

        await _store.DeleteAsync(digest);
        await _store.DeleteAsync(digest);

        Assert.False(await _store.ExistsAsync(digest));
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

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private string PathOf(Digest digest) => Path.Combine(_store.Location, "sha256", digest.Hex[..2], digest.Hex);

    private string[] Files() => Directory.Exists(_store.Location) ? Directory.GetFiles(_store.Location, "*", SearchOption.AllDirectories) : [];

    private string Damage(Digest digest, Action<byte[]> change)
    {
        var path = PathOf(digest);
        var bytes = File.ReadAllBytes(path);
        change(bytes);
        File.Delete(path);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private async Task<byte[]> CopyAsync(Digest digest)
    {
        await using var stream = await _store.OpenAsync(digest);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    private sealed class BreakingStream(int length) : MemoryStream(Encoding.UTF8.GetBytes(new string('x', length)))
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer[..Math.Min(buffer.Length, 1000)], cancellationToken);
            return Position < length / 2 ? read : throw new IOException("The line broke.");
        }
    }
}
