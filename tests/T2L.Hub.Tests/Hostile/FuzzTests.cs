using System.Text;
using T2L.Hub.Download;
using T2L.Hub.Profiles;
using T2L.Hub.Protocol;
using T2L.Hub.Sizing;
using T2L.Hub.Tests.Server;
using T2L.Hub.Transport;
using T2L.Testing;
using T2L.Testing.Fuzz;

namespace T2L.Hub.Tests.Hostile;

/// <summary>Thousands of damaged answers of a hub: each is understood or refused properly, in little time and memory.</summary>
[Trait("Category", "Slow")]
public sealed class FuzzTests
{
    private const string Sha256 = "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4", Git = "9e26dfeeb6e641a33dae4961196235bdb965b21b";

    private const string Listing = $$$"""
        {"_id": "65f", "id": "acme/tiny", "private": false, "sha": "{{{FakeHub.Commit}}}", "tags": ["safetensors"], "siblings": [
         {"rfilename": ".gitattributes", "size": 1519, "blobId": "a6344aac8c09253b3b630fb776ae94478aa0275b"},
         {"rfilename": "onnx/model.onnx", "size": 200000, "blobId": "{{{Git}}}", "lfs": {"sha256": "{{{Sha256}}}", "size": 200000, "pointerSize": 134}},
         {"rfilename": "onnx/vocab.txt", "size": 2, "blobId": "{{{Git}}}", "lfs": null}]}
        """;

    private const string SmallListing = $$$"""{"sha": "{{{FakeHub.Commit}}}", "siblings": [{"rfilename": "a/b/c.json"}, {"rfilename": "d"}]}""";

    private const string RedirectedPart = $"""
        302
        Location: https://store.example/x?signature=secret
        X-Repo-Commit: {FakeHub.Commit}
        X-Linked-Size: 200000
        X-Linked-Etag: "{Sha256}"

        206
        Content-Range: bytes 0-15/200000
        Content-Length: 16
        Content-Type: application/octet-stream
        ETag: "0123456789"

        0123456789abcdef
        """;

    private const string Relative = $"""
        307
        Location: /acme/renamed/resolve/main/config.json

        200
        X-Repo-Commit: {FakeHub.Commit}
        ETag: W/"{Git}"
        Content-Length: 200000


        """;

    private const string Busy = """
        429
        Retry-After: 17

        503
        Retry-After: Sat, 21 Nov 2026 09:00:00 GMT

        206
        Content-Range: bytes 0-15/200000
        Content-Encoding: identity

        0123456789abcdef
        """;

    private const string Gated = """
        403
        X-Error-Code: GatedRepo
        X-Error-Message: Access to model acme/tiny is restricted.
        Content-Length: 9

        Forbidden
        """;

    private const string Config = """
        {"architectures": ["Gemma2ForCausalLM"], "attention_bias": false, "head_dim": 256, "hidden_size": 2304, "intermediate_size": 9216, "model_type": "gemma2",
         "num_attention_heads": 8, "num_hidden_layers": 26, "num_key_value_heads": 4, "tie_word_embeddings": true, "torch_dtype": "float32", "vocab_size": 256000}
        """;

    private const string Adapter = """{"peft_type": "LORA", "r": 8, "lora_alpha": 16, "target_modules": ["q_proj", "v_proj", "down_proj"]}""";

    private const string Index = """
        {"metadata": {"total_size": 16060522496}, "weight_map": {"lm_head.weight": "model-00002-of-00002.safetensors",
         "model.embed_tokens.weight": "model-00001-of-00002.safetensors", "model.norm.weight": "model-00002-of-00002.safetensors"}}
        """;

    private static readonly RemoteFile File = new("onnx/model.onnx", 200_000, Sha256, new ContentHash(Sha256));

    [Fact]
    public void Damaged_lists_of_files_are_read_or_refused() =>
        Fuzz("hub-listing", Text(Listing, bytes => ListingJson.Parse(bytes, "hf:acme/tiny")), Text(SmallListing, bytes => ListingJson.Parse(bytes, "hf:acme/tiny")));

    [Fact]
    public void Damaged_headers_are_understood_or_refused() => Fuzz("hub-headers",
        Answers(RedirectedPart, 16, Part), Answers(Relative, null, Named), Answers(Busy, 16, Part), Answers(Gated, null, Whole, HubError.Forbidden));

    [Fact]
    public void Damaged_shapes_give_a_sound_estimate_or_none() => Fuzz("hub-shapes",
        Text(Config, bytes => Estimate(bytes, Encoding.UTF8.GetBytes(Adapter))), Text(Adapter, bytes => Estimate(Encoding.UTF8.GetBytes(Config), bytes)));

    [Fact]
    public void Damaged_indexes_of_shards_are_read_or_refused()
    {
        using var folder = new TemporaryDirectory(inMemory: true);
        Fuzz("hub-index", new FuzzFile(Encoding.UTF8.GetBytes(Index), bytes =>
        {
            System.IO.File.WriteAllBytes(folder.File(SafetensorsIndex.FileName), bytes);
            return () => SafetensorsIndex.Shards(folder.File(SafetensorsIndex.FileName));
        })
        { IsText = true });
    }

    private static async Task Part(HubAnswer answer, StallGuard guard, ByteRange? asked)
    {
        AnswerCheck.Linked(answer.Linked, File, FakeHub.Commit);
        AnswerCheck.IsWhole(answer.Response, asked, File);
        await BoundedBody.ReadAsync(answer, 16, guard);
    }

    private static Task Named(HubAnswer answer, StallGuard guard, ByteRange? asked) =>
        Task.FromResult(RemoteFileHeaders.Read(new ListedFile("config.json", null, null), answer.Linked, RepoReference.Parse("hf:acme/tiny")));

    private static Task Whole(HubAnswer answer, StallGuard guard, ByteRange? asked) => BoundedBody.ReadAsync(answer, ListingJson.MaxBytes, guard);

    // Through everything that looks at headers: redirects, refusals, pauses, checks. "expected" is how a sound answer is refused.
    private static FuzzFile Answers(string written, long? part, Func<HubAnswer, StallGuard, ByteRange?, Task> use, HubError? expected = null)
    {
        var options = new HubOptions
        {
            CacheRoot = "/nowhere",
            MaxAttempts = 3,
            Time = new StoppedTime(),
            Pause = (span, _) => span >= TimeSpan.Zero && span <= TimeSpan.FromMinutes(2) ? Task.CompletedTask : throw new InvalidOperationException($"{span} is no pause"),
        };
        var asked = part is { } length ? new ByteRange(0, length) : (ByteRange?)null;
        var request = new HubRequest(HubAddress.File(options.Endpoint, "acme/tiny", FakeHub.Commit, File.Path), RepoReference.Parse("hf:acme/tiny")) { File = File.Path, Range = asked };
        return new FuzzFile(Encoding.Latin1.GetBytes(written.ReplaceLineEndings("\n")), bytes =>
        {
            var connection = new HubConnection(options, new WrittenAnswers(bytes));
            return () =>
            {
                var done = new Backoff(options, "The file").RunAsync(async () =>
                {
                    using var guard = new StallGuard(options, CancellationToken.None);
                    using var answer = await connection.AskAsync(request, guard);
                    await use(answer, guard, asked);
                    return true;
                }, CancellationToken.None);
                Assert.True(done.IsCompleted); // on this thread, where memory is counted
                if (done.Exception?.InnerException is not { } thrown)
                    return;
                if ((thrown as HubException)?.Error is not { } error || error != expected)
                    throw thrown;
            };
        })
        {
            IsText = true,
            FixedBytes = 256 << 10, // each of three tries reads its body into 64 KiB
        };
    }

    private static void Estimate(byte[] config, byte[] adapter)
    {
        var (model, shape) = (ModelShape.Read(config) ?? throw new NoneException(), AdapterShape.Read(adapter) ?? throw new NoneException());
        foreach (var figure in new[] { 4 * model.Parameters, 4000 * model.CacheNumbersPerToken, 4 * shape.Parameters(model) })
            if (figure <= 0)
                throw new InvalidOperationException($"an estimate is {figure}");
    }

    private static FuzzFile Text(string text, Action<byte[]> load) => new(Encoding.UTF8.GetBytes(text), bytes => () => load(bytes)) { IsText = true };

    private static void Fuzz(string loader, params IReadOnlyList<FuzzFile> files) =>
        new FuzzRun(loader, exception => exception switch { HubException refusal => refusal.Error, NoneException => HubError.BadSetting, _ => null }).Over(files);

    // Half a minute before the time that a sound answer names.
    private sealed class StoppedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 21, 8, 59, 30, TimeSpan.Zero);
    }

    // "No shape" is an answer, not a refusal; here it counts as one.
    private sealed class NoneException : Exception;
}
