using T2L.Adapters;
using T2L.Adapters.Origin;
using T2L.Registry.Audit;
using T2L.Registry.Quality;

namespace T2L.Registry.Publishing;

/// <summary>Where an adapter came from. All of it is optional: an imported adapter may have none.</summary>
public sealed record Provenance
{
    /// <summary>By which way it came in, one of <see cref="AdapterSource"/>; null where nobody said.</summary>
    public string? Source { get; init; }

    /// <summary>Where on the hub it was fetched from; null for any other adapter.</summary>
    public HubOrigin? Hub { get; init; }

    /// <summary>The task in the user's words; see <see cref="TaskDescription"/>.</summary>
    public string? Description { get; init; }

    /// <summary>The task embedding it was made from, shape [E], finite numbers.</summary>
    public float[]? Embedding { get; init; }

    /// <summary>The base model, when registered; the adapter's own configuration gives its name.</summary>
    public Digest? BaseModel { get; init; }

    /// <summary>The hypernetwork that wrote it; must be registered.</summary>
    public Digest? Hypernetwork { get; init; }

    /// <summary>The text encoder that embedded the description.</summary>
    public Digest? Encoder { get; init; }

    /// <summary>Seed of the generation, where it used one.</summary>
    public long? Seed { get; init; }

    /// <summary>The experts that it was mixed from, and their weights; null for any other adapter.</summary>
    public MixRecord? Mix { get; init; }

    /// <summary>Who publishes it, for the audit log; null is the user of this process.</summary>
    public Actor? Actor { get; init; }

    /// <summary>Checks that its maker made, beside those of its numbers that publishing makes itself.</summary>
    public IReadOnlyList<QualityCheck> Checks { get; init; } = [];

    /// <summary>The job that made it, and who asked for that, for the audit log; null where there was none.</summary>
    public (Guid Id, string? RequestedBy)? Job { get; init; }

    /// <summary>Novelty of the description and the search with examples, where there were such.</summary>
    public GenerationReport? Report { get; init; }
}
