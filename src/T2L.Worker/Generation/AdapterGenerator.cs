using System.Diagnostics;
using Microsoft.Extensions.Options;
using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Adapters.Origin;
using T2L.Registry.Jobs;
using T2L.Registry.Publishing;
using T2L.Registry.Quality;
using T2L.Worker.Serving;

namespace T2L.Worker.Generation;

/// <summary>Makes adapters with the models of this process: text encoder, then hypernetwork, then the search where there are examples, each timed.</summary>
/// <param name="models">Encoder and hypernetwork, loaded when they are first wanted.</param>
/// <param name="baseModel">The base model that is served here, if the adapters are for it.</param>
/// <param name="search">Looks for a better adapter with examples.</param>
/// <param name="options">How far from the usual an adapter may be.</param>
internal sealed class AdapterGenerator(Loading<GenerationModels> models, ServedBaseModel baseModel, ExampleSearches search, IOptions<GenerationOptions> options) : IAdapterGenerator
{
    public Digest? Hypernetwork => models.Loaded?.Generator.Digest;

    public async Task<GeneratedAdapter> GenerateAsync(AdapterOrder order, CancellationToken cancellationToken)
    {
        var loaded = await models.WhenLoadedAsync(cancellationToken);
        var provenance = new Provenance
        {
            Description = order.Description,
            BaseModel = await baseModel.DigestOfAsync(loaded.Generator.BaseModel, cancellationToken),
            Hypernetwork = loaded.Generator.Digest,
            Encoder = loaded.Encoder.Digest,
        };
        // Neither model waits for anything; a thread of its own keeps the bus' thread free.
        return await Task.Run(() => GenerateAsync(loaded, order, provenance, cancellationToken), cancellationToken);
    }

    private async Task<GeneratedAdapter> GenerateAsync(GenerationModels models, AdapterOrder order, Provenance provenance, CancellationToken cancellationToken)
    {
        order.Progress?.Report(new JobStage("embed"));
        var start = Stopwatch.GetTimestamp();
        var embedding = models.Encoder.Embed([order.Description], cancellationToken); // [1, E]
        var embedded = Stopwatch.GetTimestamp();
        cancellationToken.ThrowIfCancellationRequested();
        var novelty = models.Generator.KnownTasks?.NoveltyOf(embedding.ToFloats());
        provenance = provenance with { Embedding = embedding.ToFloats(), Report = novelty is null ? null : new GenerationReport(novelty, Search: null) };
        var stages = new Dictionary<string, TimeSpan> { ["embed"] = Stopwatch.GetElapsedTime(start, embedded) };
        if (order.Examples is null)
        {
            order.Progress?.Report(new JobStage("generate"));
            var adapter = models.Generator.Generate(embedding)[0];
            stages["generate"] = Stopwatch.GetElapsedTime(embedded);
            return new GeneratedAdapter(adapter, provenance, stages) { Checks = Checks(models, adapter) };
        }

        order.Progress?.Report(new JobStage("search"));
        var found = await search.RunAsync(models.Generator, embedding, order, cancellationToken);
        stages["search"] = Stopwatch.GetElapsedTime(embedded);
        return new GeneratedAdapter(found.Adapter, provenance with { Seed = order.Seed, Report = new GenerationReport(novelty, found.Record) }, stages) { Checks = Checks(models, found.Adapter) };
    }

    private QualityCheck[] Checks(GenerationModels loaded, LoraAdapter adapter) => loaded.Norms is { } norms ? [norms.Check(adapter, options.Value.MaxNormDeviations)] : [];
}
