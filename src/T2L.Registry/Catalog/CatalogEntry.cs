using System.Globalization;
using System.Linq.Expressions;
using T2L.Adapters;
using T2L.Adapters.Origin;
using T2L.Registry.Data;
using T2L.Registry.Metadata;
using T2L.Registry.Quality;

namespace T2L.Registry.Catalog;

/// <summary>One published adapter as lists and pages show it; the embedding stays in the database.</summary>
public sealed record CatalogEntry
{
    /// <summary>Identity of the version.</summary>
    public required Guid Id { get; init; }

    /// <summary>Digest of the adapter's manifest.</summary>
    public required Digest Digest { get; init; }

    /// <summary>What it is: a LoRA or an SVF expert.</summary>
    public required AdapterKind Kind { get; init; }

    /// <summary>The name it is published under.</summary>
    public required string Name { get; init; }

    /// <summary>Its number under that name, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>By which way it came in: upload, import, hub, generated or mix; null where nobody said.</summary>
    public string? Source { get; init; }

    /// <summary>Where on the hub it was fetched from; null for any other adapter.</summary>
    public HubOrigin? Hub { get; init; }

    /// <summary>The task it was made for; null for an imported adapter without one.</summary>
    public string? Description { get; init; }

    /// <summary>Name of the base model it fits; empty when unknown.</summary>
    public required string BaseModel { get; init; }

    /// <summary>Digest of that base model, where it is registered.</summary>
    public Digest? BaseModelDigest { get; init; }

    /// <summary>The exact revision of that base model, where it is known.</summary>
    public string? BaseModelRevision { get; init; }

    /// <summary>The hypernetwork that wrote it; null for an imported adapter.</summary>
    public Digest? HypernetworkDigest { get; init; }

    /// <summary>The text encoder that embedded the description, where there was one.</summary>
    public Digest? EncoderDigest { get; init; }

    /// <summary>Seed of the generation, where it used one.</summary>
    public long? Seed { get; init; }

    /// <summary>Novelty of the description and the search with examples, where there were such.</summary>
    public GenerationReport? Report { get; init; }

    /// <summary>Rank of its factors; null for an expert.</summary>
    public int? Rank { get; init; }

    /// <summary>Alpha; its scaling is alpha / rank. Null for an expert.</summary>
    public double? Alpha { get; init; }

    /// <summary>The experts it was mixed from, where it was.</summary>
    public MixRecord? Mix { get; init; }

    /// <summary>Projections it changes.</summary>
    public required IReadOnlyList<string> TargetModules { get; init; }

    /// <summary>Number of its weights.</summary>
    public required long Parameters { get; init; }

    /// <summary>Size of its files together.</summary>
    public required long Bytes { get; init; }

    /// <summary>The aliases that point at it, by name.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>What is known of its quality.</summary>
    public CheckStatus Status { get; init; }

    /// <summary>The best of its newest accuracies, 0 to 1; null where none is known.</summary>
    public double? Score { get; init; }

    /// <summary>Whose the adapter is; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>The adapter's tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The adapter's properties, by key.</summary>
    public IReadOnlyDictionary<string, PropertyValue> Properties { get; init; } = new Dictionary<string, PropertyValue>();

    /// <summary>When it was published.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How near its task is to the one that was asked for, as a cosine; null where none was, or where it was found by its words.</summary>
    public double? Similarity { get; init; }

    /// <summary>Itself, where it may be served, promoted and mixed.</summary>
    /// <exception cref="AdapterQuarantinedException">It is quarantined.</exception>
    public CatalogEntry Trusted() => Status == CheckStatus.Quarantined ? throw new AdapterQuarantinedException(string.Create(CultureInfo.InvariantCulture, $"{Name}:{Version}")) : this;

    internal static Expression<Func<AdapterVersion, CatalogEntry>> FromRow { get; } = x => new CatalogEntry
    {
        Id = x.Id,
        Digest = x.Digest,
        Kind = x.Kind,
        Name = x.Name,
        Version = x.Version,
        Source = x.Source,
        Hub = x.HubRepository == null ? null : new HubOrigin(x.HubRepository, x.HubCommit!),
        Description = x.Description,
        BaseModel = x.BaseModel,
        BaseModelDigest = x.BaseModelDigest,
        BaseModelRevision = x.Base == null ? null : x.Base.Revision,
        HypernetworkDigest = x.HypernetworkDigest,
        EncoderDigest = x.EncoderDigest,
        Seed = x.Seed,
        Report = x.Report,
        Rank = x.Rank,
        Alpha = x.Alpha,
        Mix = x.Mix,
        TargetModules = x.TargetModules,
        Parameters = x.Parameters,
        Bytes = x.Bytes,
        Aliases = x.Aliases.OrderBy(alias => alias.Alias).Select(alias => alias.Alias).ToList(),
        Status = x.Checks.Select(check => (CheckStatus?)check.Status).FirstOrDefault() ?? CheckStatus.Pending,
        Score = x.Scores.Select(score => (double?)score.Score).FirstOrDefault(),
        Owner = x.Adapter!.Owner,
        Tags = x.Adapter.Tags,
        Properties = x.Adapter.Properties,
        CreatedAt = x.CreatedAt,
    };
}
