using NpgsqlTypes;
using T2L.Adapters;
using T2L.Adapters.Origin;

namespace T2L.Registry.Data;

/// <summary>One published adapter and where it came from. A row never changes; the database refuses it.</summary>
public sealed record AdapterVersion
{
    /// <summary>Its identity; a version 7 uuid, so ids sort by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>Digest of the adapter's manifest: the same bytes are the same version.</summary>
    public required Digest Digest { get; init; }

    /// <summary>The adapter it is a version of.</summary>
    public required Guid AdapterId { get; init; }

    /// <summary>That adapter.</summary>
    public Adapter? Adapter { get; init; }

    /// <summary>That name; the database fills it.</summary>
    public string Name { get; init; } = "";

    /// <summary>What stands before the slash of the name, the whole name without one; the database fills it.</summary>
    public string? Team { get; init; }

    /// <summary>Its number under that name, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>What it is: a LoRA or an SVF expert.</summary>
    public required AdapterKind Kind { get; init; }

    /// <summary>By which way it came in: upload, import, hub, generated or mix; null where nobody said.</summary>
    public string? Source { get; init; }

    /// <summary>The repository on the hub that it was fetched from.</summary>
    public string? HubRepository { get; init; }

    /// <summary>The commit that was fetched.</summary>
    public string? HubCommit { get; init; }

    /// <summary>The task it was made for, in the user's words; null for an imported adapter without one.</summary>
    public string? Description { get; init; }

    /// <summary>The task embedding it was made from, shape [E]; null for an imported adapter.</summary>
    public float[]? Embedding { get; init; }

    /// <summary>Name of the base model it fits; empty when unknown.</summary>
    public required string BaseModel { get; init; }

    /// <summary>Digest of that base model, where it is registered.</summary>
    public Digest? BaseModelDigest { get; init; }

    /// <summary>That base model.</summary>
    public BaseModel? Base { get; init; }

    /// <summary>The hypernetwork that wrote it; null for an imported adapter.</summary>
    public Digest? HypernetworkDigest { get; init; }

    /// <summary>The text encoder that embedded the description, where there was one.</summary>
    public Digest? EncoderDigest { get; init; }

    /// <summary>Seed of the generation, where it used one.</summary>
    public long? Seed { get; init; }

    /// <summary>Rank of its factors; null for an expert.</summary>
    public int? Rank { get; init; }

    /// <summary>Alpha; its scaling is alpha / rank. Null for an expert.</summary>
    public double? Alpha { get; init; }

    /// <summary>The experts it was mixed from, where it was.</summary>
    public MixRecord? Mix { get; init; }

    /// <summary>Novelty of the description and the search with examples, where there were such.</summary>
    public GenerationReport? Report { get; init; }

    /// <summary>Projections it changes, for instance <c>q_proj</c> and <c>v_proj</c>.</summary>
    public required string[] TargetModules { get; init; }

    /// <summary>Number of its weights.</summary>
    public required long Parameters { get; init; }

    /// <summary>Size of its files together.</summary>
    public required long Bytes { get; init; }

    /// <summary>When it was published.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The words of its name and its description; the database fills it.</summary>
    public NpgsqlTsVector? Search { get; init; }

    /// <summary>Says that it is deleted; null while it is not.</summary>
    public DeletedVersion? Deletion { get; init; }

    /// <summary>What is known of its quality; empty while nothing is.</summary>
    public IReadOnlyList<VersionCheck> Checks { get; init; } = [];

    /// <summary>How well it did; empty while no accuracy is known.</summary>
    public IReadOnlyList<VersionScore> Scores { get; init; } = [];

    /// <summary>The aliases that point at it.</summary>
    public IReadOnlyList<AdapterAlias> Aliases { get; init; } = [];

    /// <summary>Its files.</summary>
    public IReadOnlyList<VersionFile> Files { get; init; } = [];
}
