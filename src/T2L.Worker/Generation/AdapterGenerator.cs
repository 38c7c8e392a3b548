using System.Diagnostics;
using T2L.Adapters;
using T2L.Embedding;
using T2L.Registry.Publishing;
using T2L.Worker.Serving;

namespace T2L.Worker.Generation;

/// <summary>Makes adapters with the models of this process: text encoder, then hypernetwork, each timed.</summary>
/// <param name="models">Encoder and hypernetwork, loaded when they are first wanted.</param>
/// <param name="baseModel">The base model that is served here, if the adapters are for it.</param>
internal sealed class AdapterGenerator(Loading<GenerationModels> models, ServedBaseModel baseModel) : IAdapterGenerator
{
    public Digest? Hypernetwork => models.Loaded?.Generator.Digest;

    public async Task<GeneratedAdapter> GenerateAsync(string description, CancellationToken cancellationToken)
    {
        var loaded = await models.WhenLoadedAsync(cancellationToken);
        var provenance = new Provenance
        {
            Description = description,
            BaseModel = await baseModel.DigestOfAsync(loaded.Generator.BaseModel, cancellationToken),
            Hypernetwork = loaded.Generator.Digest,
            Encoder = loaded.Encoder.Digest,
        };
        // Neither model waits for anything; a thread of its own keeps the bus' thread free.
        return await Task.Run(() => Generate(loaded, description, provenance, cancellationToken), cancellationToken);
    }

    private static GeneratedAdapter Generate(GenerationModels models, string description, Provenance provenance, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var embedding = models.Encoder.Embed([TaskDescriptionText.Format(description)], cancellationToken); // [1, E]
        var embedded = Stopwatch.GetTimestamp();
        cancellationToken.ThrowIfCancellationRequested();
        var adapter = models.Generator.Generate(embedding)[0];
        var stages = new Dictionary<string, TimeSpan>
        {
            ["embed"] = Stopwatch.GetElapsedTime(start, embedded),
            ["generate"] = Stopwatch.GetElapsedTime(embedded),
        };
        return new GeneratedAdapter(adapter, provenance with { Embedding = embedding.ToFloats() }, stages);
    }
}
