using System.Text.Json;
using T2L.Adapters.Origin;

namespace T2L.Client.Adapters;

/// <summary>A published adapter.</summary>
public sealed record AdapterInfo
{
    /// <summary>Identity of the version.</summary>
    public required Guid Id { get; init; }

    /// <summary>What its bytes are, <c>sha256:</c> and 64 digits; it never changes.</summary>
    public required string Digest { get; init; }

    /// <summary><c>lora</c>, or <c>svf</c> for an expert.</summary>
    public required string Kind { get; init; }

    /// <summary>The name it is published under.</summary>
    public required string Name { get; init; }

    /// <summary>Its number under that name, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>By which way it came in: <c>upload</c>, <c>import</c>, <c>hub</c>, <c>generated</c> or <c>mix</c>; null where nobody said.</summary>
    public string? Source { get; init; }

    /// <summary>The repository on the hub, and the commit, that it was fetched from; null for any other adapter.</summary>
    public HubOrigin? Hub { get; init; }

    /// <summary>The task it was made for.</summary>
    public string? Description { get; init; }

    /// <summary>The model it fits.</summary>
    public required string BaseModel { get; init; }

    /// <summary>Digest of that model, where the registry knows which one was meant.</summary>
    public string? BaseModelDigest { get; init; }

    /// <summary>That model's revision on the hub, where it is known.</summary>
    public string? BaseModelRevision { get; init; }

    /// <summary>Rank of its factors; null for an expert.</summary>
    public int? Rank { get; init; }

    /// <summary>Alpha; its scaling is alpha / rank. Null for an expert.</summary>
    public double? Alpha { get; init; }

    /// <summary>The projections it changes.</summary>
    public IReadOnlyList<string> TargetModules { get; init; } = [];

    /// <summary>Number of its weights.</summary>
    public long Parameters { get; init; }

    /// <summary>Size of its files together.</summary>
    public long Bytes { get; init; }

    /// <summary>Digest of the hypernetwork that wrote it; null for an imported adapter.</summary>
    public string? Hypernetwork { get; init; }

    /// <summary>Digest of the text encoder that read the description.</summary>
    public string? Encoder { get; init; }

    /// <summary>Seed of the generation, where it used one.</summary>
    public long? Seed { get; init; }

    /// <summary>How far the description is from the hypernetwork's training tasks; null where they are not known.</summary>
    public Novelty? Novelty { get; init; }

    /// <summary>The search with examples that found it; null where there was none.</summary>
    public SearchRecord? Search { get; init; }

    /// <summary>The experts that it was mixed from, and their weights; null for any other adapter.</summary>
    public MixRecord? Mix { get; init; }

    /// <summary>The aliases that point at it, by name.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary><c>ready</c>; <c>pending</c> until a worker measured what it does; <c>quarantined</c> where it failed a check.</summary>
    public string? Status { get; init; }

    /// <summary>The best of its newest accuracies, one for each suite, 0 to 1; null where none is known.</summary>
    public double? Score { get; init; }

    /// <summary>Whose the adapter is, of all its versions; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>The adapter's tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The adapter's properties by key: texts, numbers, true and false.</summary>
    public IReadOnlyDictionary<string, JsonElement> Properties { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>When it was published.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Cosine of its task and the one that was asked for; null where none was.</summary>
    public double? Similarity { get; init; }
}
