using T2L.Adapters.Peft;
using T2L.Registry.Aliases;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Comparing;
using T2L.Registry.Data;
using T2L.Registry.Deployments;
using T2L.Registry.Evaluations;
using T2L.Registry.Metadata;
using T2L.Registry.Quality;

namespace T2L.Api.Pages.Detail;

/// <summary>What the page of an adapter shows.</summary>
public sealed record DetailModel
{
    /// <summary>The version.</summary>
    public required CatalogEntry Entry { get; init; }

    /// <summary>The address of this server, for what is to be copied.</summary>
    public required string Server { get; init; }

    /// <summary>All versions of the name, newest first.</summary>
    public required IReadOnlyList<CatalogEntry> Versions { get; init; }

    /// <summary>Where the name's aliases point.</summary>
    public required IReadOnlyList<AliasEntry> Aliases { get; init; }

    /// <summary>What was done, newest first.</summary>
    public required IReadOnlyList<AuditEntry> History { get; init; }

    /// <summary>What was measured of the version.</summary>
    public required IReadOnlyList<EvaluationEntry> Evaluations { get; init; }

    /// <summary>The aliases that only those who may approve move.</summary>
    public required IReadOnlyList<string> ProtectedAliases { get; init; }

    /// <summary>What is known of its quality.</summary>
    public required CheckEntry Checks { get; init; }

    /// <summary>The workers that hold it.</summary>
    public required IReadOnlyList<DeploymentEntry> Deployments { get; init; }

    /// <summary>How many workers are at work at all.</summary>
    public required int Workers { get; init; }

    /// <summary>The card; null where nobody wrote one.</summary>
    public CardEntry? Card { get; init; }

    /// <summary>The hypernetwork that wrote it, where there was one.</summary>
    public Hypernetwork? Hypernetwork { get; init; }

    /// <summary>The parts of a mix, by digest; those that are out of sight are missing.</summary>
    public required IReadOnlyDictionary<string, CatalogEntry> Parents { get; init; }

    /// <summary>Adapters for tasks like this one.</summary>
    public required IReadOnlyList<CatalogEntry> Similar { get; init; }

    /// <summary>Its files; empty where they cannot be read.</summary>
    public required IReadOnlyList<ManifestFile> Files { get; init; }

    /// <summary>Its numbers; null where they cannot be read.</summary>
    public Measured? Measured { get; init; }

    /// <summary>Why files or numbers cannot be read.</summary>
    public string? Fault { get; init; }

    /// <summary>The reference that stands for this version for good.</summary>
    public string Reference => $"{Entry.Name}:{Entry.Version}";

    /// <summary>This version's path in <c>/v1/adapters/…</c>.</summary>
    public string ApiPath => $"/v1/adapters/{Uri.EscapeDataString(Reference)}";

    /// <summary>The newest version there is.</summary>
    public int Newest => Versions.Count > 0 ? Versions[0].Version : Entry.Version;
}
