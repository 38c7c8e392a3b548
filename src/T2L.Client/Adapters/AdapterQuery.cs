using System.Globalization;

namespace T2L.Client.Adapters;

/// <summary>Which adapters are wanted; all that is given has to hold.</summary>
public sealed record AdapterQuery
{
    /// <summary>Words of the name or the description, as a search engine reads them.</summary>
    public string? Words { get; init; }

    /// <summary>A task in plain words, to which adapters' tasks should be near.</summary>
    public string? Like { get; init; }

    /// <summary><c>lora</c> or <c>svf</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Name of the base model.</summary>
    public string? BaseModel { get; init; }

    /// <summary>What the name begins with, for instance <c>math/</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Only versions that this alias points at.</summary>
    public string? Alias { get; init; }

    /// <summary>Only adapters that are this one's.</summary>
    public string? Owner { get; init; }

    /// <summary>Only adapters that have all these tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Only adapters with these properties, each as <c>key=value</c>.</summary>
    public IReadOnlyList<string> Properties { get; init; } = [];

    /// <summary>Only LoRAs of this rank.</summary>
    public int? Rank { get; init; }

    /// <summary>Only versions of this quality: <c>pending</c>, <c>ready</c> or <c>quarantined</c>; null for all that are not quarantined.</summary>
    public string? Status { get; init; }

    /// <summary>Only versions whose score, the best of their newest accuracies, is at least this, 0 to 1.</summary>
    public double? MinScore { get; init; }

    /// <summary>The deleted ones instead.</summary>
    public bool Deleted { get; init; }

    /// <summary><c>newest</c>, <c>oldest</c>, <c>name</c> or <c>relevance</c>; null for the best first in a search and the newest elsewhere.</summary>
    public string? Sort { get; init; }

    /// <summary>Entries of a page, 1 to 200.</summary>
    public int PageSize { get; init; } = 50;

    internal (string Name, string? Value)[] ToFields(string? page) =>
    [
        ("q", Words), ("like", Like), ("kind", Kind), ("base_model", BaseModel), ("name", Name), ("alias", Alias), ("deleted", Deleted ? "true" : null), ("sort", Sort),
        ("owner", Owner), ("status", Status), ("rank", Rank?.ToString(CultureInfo.InvariantCulture)), ("min_score", MinScore?.ToString("R", CultureInfo.InvariantCulture)),
        .. Tags.Select(tag => ("tag", (string?)tag)), .. Properties.Select(property => ("property", (string?)property)), ("limit", PageSize.ToString(CultureInfo.InvariantCulture)), ("page", page),
    ];
}
