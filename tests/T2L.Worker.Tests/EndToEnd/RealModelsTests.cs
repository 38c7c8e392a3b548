using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using T2L.Adapters;
using T2L.Adapters.Examples;
using T2L.Contracts;
using T2L.Embedding;
using T2L.Hypernetwork;
using T2L.Models;
using T2L.Registry.Catalog;
using T2L.Registry.Data;
using T2L.Registry.Jobs;
using T2L.Registry.Quality;
using T2L.Testing;
using T2L.Worker.Tests.Support;

namespace T2L.Worker.Tests.EndToEnd;

/// <summary>The worker with nothing replaced: encoder, hypernetwork, registry, bus, engine.</summary>
[Collection(PostgresGroup.Name)]
[Trait("Category", "Service")]
public sealed class RealModelsTests(PostgresFixture postgres) : IDisposable
{
    private const string Wish = "Write the word backwards.";
    private readonly TinyWorld _world = new();
    private readonly TemporaryDirectory _blobs = new();

    public void Dispose()
    {
        _world.Dispose();
        _blobs.Dispose();
    }

    [Fact]
    public async Task A_description_becomes_an_adapter_that_answers()
    {
        using var host = await StartAsync();
        var job = await MakeAsync(host, Wish);
        var entry = (await host.Services.GetRequiredService<AdapterCatalog>().FindAsync(job.AdapterDigest!.Value))!;
        var engine = host.Services.GetRequiredService<IInferenceEngine>();
        await engine.PrefetchAsync(entry.Digest.Value, default);

        var plain = await engine.CompleteAsync(new CompletionRequest("stone", null, MaxTokens: 16), default);
        var adapted = await engine.CompleteAsync(new CompletionRequest("stone", entry.Digest.Value, MaxTokens: 16), default);

        Assert.NotEqual(plain.Text, adapted.Text);
        Assert.Equal(adapted, await engine.CompleteAsync(new CompletionRequest("stone", entry.Digest.Value, MaxTokens: 16), default));
        Assert.Equal((engine.Info.Digest, "tiny", 2), (entry.BaseModelDigest!.Value.Value, entry.BaseModel, entry.Rank));
        var known = Assert.Single(await host.Services.GetRequiredService<ModelCatalog>().ListBaseModelsAsync());
        Assert.Equal(("llama", TinyModel.Config.ParameterCount, TinyModel.Config.Shapes), (known.ModelType, known.Parameters, known.Modules));
        Assert.Equal(["check", "embed", "generate", "publish", "wait"], job.Timings!.Keys.Order(StringComparer.Ordinal));
        var checks = await host.Services.GetRequiredService<VersionChecks>().FindAsync(entry.Digest.Value);
        Assert.Equal(CheckStatus.Ready, checks.Status);
        Assert.True(checks.Checks.Single(check => check.Name == QualityCheck.Effect).Value > 0);
        await host.StopAsync();
    }

    [Fact]
    public async Task What_is_published_is_what_the_models_wrote()
    {
        using var host = await StartAsync();
        var job = await MakeAsync(host, Wish);
        var catalog = host.Services.GetRequiredService<AdapterCatalog>();
        var published = await catalog.LoadAsync(job.AdapterDigest!.Value);
        var entry = (await catalog.FindAsync(job.AdapterDigest.Value))!;
        using var encoder = TextEncoder.Load(_world.Encoder);
        using var generator = LoraGenerator.Load(_world.Hypernetwork);

        var expected = generator.Generate(encoder.Embed([TaskDescriptionText.Format(Wish)]))[0];

        Assert.Equal(expected.Modules.Keys.Order(StringComparer.Ordinal), published.Modules.Keys.Order(StringComparer.Ordinal));
        foreach (var (path, weights) in expected.Modules)
            Assert.Equal(weights.B.ToFloats(), published.Modules[path].B.ToFloats());
        Assert.Equal((generator.Digest, encoder.Digest), (entry.HypernetworkDigest, entry.EncoderDigest));
        await host.StopAsync();
    }

    [Fact]
    public async Task Examples_make_their_answers_likelier_and_the_same_order_finds_the_same_adapter()
    {
        using var host = await StartAsync(("Generation:SearchCandidates", "32"), ("Generation:SearchRounds", "3"));
        AnswerExample[] examples = [new("stone", "enots"), new("river", "revir"), new("tree", "eert")];
        var plain = await MakeAsync(host, Wish);
        var searched = await OverAsync(host, new NewJob(Wish, Examples: examples, Seed: 5));
        var again = await OverAsync(host, new NewJob(Wish, Examples: examples, Seed: 5));

        Assert.Equal((JobStatus.Ready, null), (searched.Status, searched.Error));
        var record = searched.Report!.Search!;
        Assert.True(record.Gain > 0, $"{record}");
        Assert.Equal((3, 0, 5L, 3, 32), (record.Examples, record.HeldOut, record.Seed, record.Rounds, record.Candidates));
        Assert.Equal(AnswerExamples.DigestOf(examples).Value, record.ExamplesDigest);
        Assert.NotEqual(plain.AdapterDigest, searched.AdapterDigest);
        Assert.Equal(searched.AdapterDigest, again.AdapterDigest);
        Assert.Equal(["check", "embed", "publish", "search", "wait"], searched.Timings!.Keys.Order(StringComparer.Ordinal));
        var entry = (await host.Services.GetRequiredService<AdapterCatalog>().FindAsync(searched.AdapterDigest!.Value))!;
        Assert.Equal((5L, record), (entry.Seed, entry.Report!.Search));
        await host.StopAsync();
    }

    [Fact]
    public async Task An_example_that_the_model_cannot_read_fails_the_job_in_words()
    {
        using var host = await StartAsync();

        var job = await OverAsync(host, new NewJob(Wish, Examples: [new(new string('a', 2000), "b")]));

        Assert.Equal(JobStatus.Failed, job.Status);
        Assert.StartsWith("The examples cannot be used: The prompt has ", job.Error, StringComparison.Ordinal);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_wish_for_another_hypernetwork_is_left_for_who_serves_it()
    {
        using var host = await StartAsync();
        await MakeAsync(host, Wish);
        var (jobs, models) = (host.Services.GetRequiredService<GenerationJobs>(), host.Services.GetRequiredService<ModelCatalog>());
        var served = (await models.ListHypernetworksAsync()).Single();
        var other = Digest.Of("other"u8);
        await models.RegisterAsync(served with { Digest = other });

        var elsewhere = await jobs.EnqueueAsync(new NewJob(Wish, null, other));
        var here = await OverAsync(host, new NewJob(Wish, null, served.Digest));

        Assert.Equal(JobStatus.Ready, here.Status);
        var left = await jobs.FindAsync(elsewhere.Id);
        Assert.Equal((JobStatus.Queued, 0), (left!.Status, left.Attempts));
        await host.StopAsync();
    }

    [Fact]
    public async Task Is_ready_when_its_models_are()
    {
        using var host = await StartAsync();
        await MakeAsync(host, Wish);

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "generator");

        Assert.Equal(HealthStatus.Healthy, report.Status);
        await host.StopAsync();
    }

    [Fact]
    public async Task Models_that_are_not_there_fail_the_job_with_their_path()
    {
        var missing = Path.Combine(_blobs.Path, "nowhere");
        using var host = await StartAsync(("Generation:Hypernetwork", missing), ("Inference:BaseModel", missing));

        var job = await OverAsync(host, new NewJob(Wish));
        var refusal = await Assert.ThrowsAsync<InferenceException>(
            () => host.Services.GetRequiredService<IInferenceEngine>().CompleteAsync(new CompletionRequest("stone", null), default));

        Assert.Equal(JobStatus.Failed, job.Status);
        Assert.Contains(missing, job.Error, StringComparison.Ordinal);
        Assert.Equal(InferenceError.Failed, refusal.Error);
        Assert.Contains(missing, refusal.Message, StringComparison.Ordinal);
        await host.StopAsync();
    }

    private static async Task<GenerationJob> MakeAsync(IHost host, string description)
    {
        var job = await OverAsync(host, new NewJob(description));
        Assert.True(job.Status == JobStatus.Ready, job.Error);
        return job;
    }

    private static async Task<GenerationJob> OverAsync(IHost host, NewJob order)
    {
        var jobs = host.Services.GetRequiredService<GenerationJobs>();
        var id = (await jobs.EnqueueAsync(order)).Id;
        for (var left = 1500; left > 0; left--)
        {
            if (await jobs.FindAsync(id) is { FinishedAt: not null } job)
                return job;
            await Task.Delay(20);
        }
        throw new TimeoutException($"Job {id} was not over within 30 s.");
    }

    private Task<IHost> StartAsync(params (string Key, string Value)[] settings) => TinyWorker.StartAsync(_world, postgres.NewDatabase(), _blobs.Path, settings);
}
