using Amazon.S3.Model;
using T2L.Adapters;
using T2L.Registry.Blobs;
using T2L.Registry.Blobs.S3;
using T2L.Registry.Hosting;

namespace T2L.Registry.Tests.Blobs;

[Trait("Category", "Service")]
public sealed class S3BlobStoreTests : BlobStoreContract, IClassFixture<S3Server>, IDisposable
{
    private const int PartBytes = 5 << 20;
    private readonly S3Server _server;
    private readonly S3Options _options;
    private readonly S3BlobStore _store;

    public S3BlobStoreTests(S3Server server)
    {
        (_server, _options) = (server, server.NewOptions());
        _store = new S3BlobStore(_options);
    }

    protected override IBlobStore Store => _store;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_presigned_address_gives_the_bytes_to_whoever_has_it()
    {
        var digest = await _store.PutAsync(Bytes(1000));
        using var client = new HttpClient();

        var address = _store.Presign(digest, "weights.safetensors")!;
        using var answer = await client.GetAsync(address);

        Assert.Equal(Bytes(1000), await answer.Content.ReadAsByteArrayAsync());
        Assert.Contains("weights.safetensors", Uri.UnescapeDataString(address.Query), StringComparison.Ordinal);
        Assert.Contains("X-Amz-Signature", address.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_change_on_the_way_up_are_found_and_removed_again()
    {
        await using var proxy = await S3Proxy.StartAsync(_server.Endpoint);
        proxy.Change = (asked, body) => asked.StartsWith("PUT", StringComparison.Ordinal) ? [.. body[..^1], (byte)(body[^1] ^ 1)] : body;
        using var spoiled = Through(proxy);

        var error = await Assert.ThrowsAsync<BlobStoreException>(() => spoiled.PutAsync(Bytes(1000)));

        Assert.Contains("does not keep", error.Message, StringComparison.Ordinal);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_large_blob_goes_up_in_parts()
    {
        await using var proxy = await S3Proxy.StartAsync(_server.Endpoint);
        using var store = Through(proxy);

        var digest = await store.PutAsync(Bytes((2 * PartBytes) + 1));

        Assert.Equal(3, proxy.Asked.Count(asked => asked.Contains("partNumber=", StringComparison.Ordinal)));
        Assert.Equal(Bytes((2 * PartBytes) + 1), await _store.ReadAsync(digest));
        proxy.Asked.Clear();
        await store.PutAsync(Bytes((2 * PartBytes) + 1));
        Assert.DoesNotContain(proxy.Asked, asked => asked.StartsWith("PUT", StringComparison.Ordinal) || asked.StartsWith("POST", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Parts_of_an_upload_that_fails_or_is_stopped_are_thrown_away(bool stopped)
    {
        using var stop = new CancellationTokenSource();
        await using var proxy = await S3Proxy.StartAsync(_server.Endpoint);
        proxy.Change = (asked, body) =>
        {
            if (!asked.Contains("partNumber=2", StringComparison.Ordinal))
                return body;
            if (stopped)
                stop.Cancel();
            return null;
        };
        using var store = Through(proxy);

        if (stopped)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.PutAsync(Bytes(2 * PartBytes), stop.Token));
        else
            await Assert.ThrowsAsync<BlobStoreException>(() => store.PutAsync(Bytes(2 * PartBytes)));

        Assert.Contains(proxy.Asked, asked => asked.StartsWith("DELETE", StringComparison.Ordinal) && asked.Contains("uploadId=", StringComparison.Ordinal));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_service_that_fails_for_a_moment_is_asked_again()
    {
        await using var proxy = await S3Proxy.StartAsync(_server.Endpoint);
        var failures = 1;
        proxy.Change = (_, body) => failures-- > 0 ? null : body;
        using var store = Through(proxy);

        var digest = await store.PutAsync(Bytes(10));

        Assert.Equal(Bytes(10), await _store.ReadAsync(digest));
    }

    [Fact]
    public async Task What_cannot_be_done_is_told_with_the_key_to_look_at()
    {
        await using var proxy = await S3Proxy.StartAsync(_server.Endpoint);
        proxy.Refusal = (403, "SignatureDoesNotMatch");
        using var forbidden = new S3BlobStore(With(options => (options.Endpoint, options.SecretKey) = (proxy.Endpoint, "wrong")));
        using var elsewhere = new S3BlobStore(With(options => options.Bucket = "no-such-bucket"));
        using var away = new S3BlobStore(With(options => (options.Endpoint, options.Retries) = ("http://127.0.0.1:9", 0)));

        var refused = await Assert.ThrowsAsync<BlobStoreException>(() => forbidden.ReadAsync(Digest.Of("x"u8)));
        var missing = await Assert.ThrowsAsync<BlobStoreException>(() => elsewhere.PutAsync(Bytes(1)));
        var silent = await Assert.ThrowsAsync<BlobStoreException>(() => away.PutAsync(Bytes(1)));

        Assert.Contains("Blobs:S3:SecretKey", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Blobs:S3:Bucket", missing.Message, StringComparison.Ordinal);
        Assert.Contains("Blobs:S3:Endpoint", silent.Message, StringComparison.Ordinal);
    }

    protected override async Task<string> DamageAsync(Digest digest, Action<byte[]> change)
    {
        using var service = S3Connection.Open(_options);
        var names = new S3Names(_options);
        var bytes = await _store.ReadAsync(digest);
        change(bytes);
        await service.PutObjectAsync(new PutObjectRequest { BucketName = names.Bucket, Key = names.KeyOf(digest), InputStream = new MemoryStream(bytes), UseChunkEncoding = false });
        return names.AddressOf(digest);
    }

    private S3BlobStore Through(S3Proxy proxy) => new(With(options => options.Endpoint = proxy.Endpoint));

    private S3Options With(Action<S3Options> change)
    {
        var options = _server.NewOptions();
        options.Prefix = _options.Prefix;
        change(options);
        return options;
    }
}
