using System.Text;
using T2L.Adapters;
using T2L.Registry.Blobs;

namespace T2L.Registry.Tests.Blobs;

/// <summary>What every blob store does, whatever it keeps its bytes in.</summary>
public abstract class BlobStoreContract
{
    /// <summary>A store of the test's own, empty.</summary>
    protected abstract IBlobStore Store { get; }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    [InlineData(11_000_000)]
    public async Task What_was_put_is_read(int length)
    {
        var bytes = Bytes(length);

        var digest = await Store.PutAsync(bytes);

        Assert.Equal(Digest.Of(bytes), digest);
        Assert.Equal(bytes, await Store.ReadAsync(digest));
        Assert.Equal(bytes, await CopyAsync(digest));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300_000)]
    [InlineData(5 << 20)]
    [InlineData(11_000_000)]
    public async Task A_stream_is_stored_under_the_digest_of_its_bytes(int length)
    {
        var bytes = Bytes(length);

        var digest = await Store.PutAsync(new MemoryStream(bytes));

        Assert.Equal(Digest.Of(bytes), digest);
        Assert.Equal(bytes, await Store.ReadAsync(digest));
    }

    [Fact]
    public async Task Putting_twice_keeps_one_blob()
    {
        var first = await Store.PutAsync(Bytes(10));
        var second = await Store.PutAsync(Bytes(10));
        var third = await Store.PutAsync(new MemoryStream(Bytes(10)));

        Assert.Equal([first, first], [second, third]);
        Assert.Equal([(first, 10L)], await ListAsync());
    }

    [Fact]
    public async Task Many_writers_of_the_same_bytes_end_with_one_whole_blob()
    {
        var bytes = Bytes(200_000);

        var digests = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Store.PutAsync(bytes))));

        Assert.Single(digests.Distinct());
        Assert.Equal([(digests[0], 200_000L)], await ListAsync());
        Assert.Equal(bytes, await Store.ReadAsync(digests[0]));
    }

    [Fact]
    public async Task A_changed_byte_is_found_and_the_message_says_which_blob_where_and_what_to_do()
    {
        var digest = await Store.PutAsync(Bytes(1000));
        var place = await DamageAsync(digest, bytes => bytes[500] ^= 1);

        var error = await Assert.ThrowsAsync<BlobCorruptException>(() => Store.ReadAsync(digest));

        Assert.Equal(digest, error.Digest);
        Assert.Contains(digest.Value, error.Message, StringComparison.Ordinal);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Contains("Publish the adapter again", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_blob_never_comes_out_whole_through_a_stream()
    {
        var digest = await Store.PutAsync(Bytes(300_000));
        await DamageAsync(digest, bytes => bytes[5] ^= 1);
        await using var stream = await Store.OpenAsync(digest);
        using var copy = new MemoryStream();

        await Assert.ThrowsAsync<BlobCorruptException>(() => stream.CopyToAsync(copy));

        Assert.InRange(copy.Length, 0, 299_999);
        await Assert.ThrowsAsync<BlobCorruptException>(async () => await stream.ReadExactlyAsync(new byte[1]));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(6_000_000)]
    public async Task Putting_the_right_bytes_again_repairs_a_damaged_blob(int length)
    {
        var digest = await Store.PutAsync(Bytes(length));
        await DamageAsync(digest, bytes => bytes[500] ^= 1);

        await Store.PutAsync(Bytes(length));

        Assert.Equal(Bytes(length), await Store.ReadAsync(digest));
    }

    [Fact]
    public async Task A_missing_blob_is_named()
    {
        var digest = Digest.Of("nothing"u8);

        var error = await Assert.ThrowsAsync<BlobMissingException>(() => Store.ReadAsync(digest));

        Assert.Contains(digest.Value, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(Store.Location, error.Path, StringComparison.Ordinal);
        Assert.False(await Store.ExistsAsync(digest));
        await Assert.ThrowsAsync<BlobMissingException>(() => Store.OpenAsync(digest));
        await Assert.ThrowsAsync<BlobMissingException>(() => Store.OpenRangeAsync(digest, 0, 1));
    }

    [Fact]
    public async Task A_stream_that_breaks_leaves_nothing()
    {
        await Assert.ThrowsAsync<IOException>(() => Store.PutAsync(new BreakingStream(100_000)));

        Assert.Empty(await ListAsync());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 1000)]
    [InlineData(999, 1)]
    [InlineData(300, 0)]
    [InlineData(250, 500)]
    public async Task A_part_is_these_bytes_and_no_others(int offset, int length)
    {
        var bytes = Bytes(1000);
        var digest = await Store.PutAsync(bytes);

        await using var part = await Store.OpenRangeAsync(digest, offset, length);
        using var copy = new MemoryStream();
        await part.CopyToAsync(copy);

        Assert.Equal(bytes[offset..(offset + length)], copy.ToArray());
    }

    [Fact]
    public async Task The_list_has_every_blob_with_its_size_and_time()
    {
        var before = DateTimeOffset.UtcNow.AddSeconds(-2); // services tell whole seconds
        var digests = new List<Digest>();
        for (var length = 1; length <= 5; length++)
            digests.Add(await Store.PutAsync(Bytes(length)));

        Assert.Equal(digests.Select((digest, at) => (digest, at + 1L)).ToHashSet(), [.. await ListAsync()]);
        await foreach (var blob in Store.ListAsync())
            Assert.InRange(blob.WrittenAt, before, DateTimeOffset.UtcNow.AddSeconds(2));
    }

    [Fact]
    public async Task A_deleted_blob_is_gone_and_deleting_again_is_harmless()
    {
        var digest = await Store.PutAsync(Bytes(10));

        await Store.DeleteAsync(digest);
        await Store.DeleteAsync(digest);

        Assert.False(await Store.ExistsAsync(digest));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Who_stops_is_heard_before_anything_is_stored()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutAsync(Bytes(10), stopped.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutAsync(new MemoryStream(Bytes(10)), stopped.Token));

        Assert.Empty(await ListAsync());
    }

    /// <summary>Changes stored bytes behind the store's back.</summary>
    /// <returns>Where they are, as messages say it.</returns>
    protected abstract Task<string> DamageAsync(Digest digest, Action<byte[]> change);

    protected static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    protected async Task<List<(Digest Digest, long Bytes)>> ListAsync()
    {
        var found = new List<(Digest, long)>();
        await foreach (var blob in Store.ListAsync())
            found.Add((blob.Digest, blob.Bytes));
        return found;
    }

    protected async Task<byte[]> CopyAsync(Digest digest)
    {
        await using var stream = await Store.OpenAsync(digest);
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
