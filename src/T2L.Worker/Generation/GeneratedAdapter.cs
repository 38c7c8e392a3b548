using T2L.Adapters.Lora;
using T2L.Registry.Publishing;
using T2L.Registry.Quality;

namespace T2L.Worker.Generation;

/// <summary>An adapter before it is published.</summary>
/// <param name="Adapter">Its factors and configuration.</param>
/// <param name="Provenance">Where it came from: description, embedding, models, novelty, search.</param>
/// <param name="Stages">How long each stage took, by name: <c>embed</c>, then <c>generate</c> or <c>search</c>.</param>
public sealed record GeneratedAdapter(LoraAdapter Adapter, Provenance Provenance, IReadOnlyDictionary<string, TimeSpan> Stages)
{
    /// <summary>What its maker has checked of it.</summary>
    public IReadOnlyList<QualityCheck> Checks { get; init; } = [];
}
