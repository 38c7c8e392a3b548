using System.Globalization;
using T2L.Adapters;
using T2L.Adapters.Analysis;
using T2L.Registry.Catalog;

namespace T2L.Api.Pages.Compare;

/// <summary>What the page that compares shows.</summary>
public sealed record CompareModel
{
    /// <summary>What was asked for on the left.</summary>
    public required string LeftText { get; init; }

    /// <summary>What was asked for on the right.</summary>
    public required string RightText { get; init; }

    /// <summary>What that is; null where there is none.</summary>
    public CatalogEntry? Left { get; init; }

    /// <summary>What that is; null where there is none.</summary>
    public CatalogEntry? Right { get; init; }

    /// <summary>Their numbers; null where they cannot be compared.</summary>
    public AdapterComparison? Comparison { get; init; }

    /// <summary>Why they cannot be compared.</summary>
    public string? Fault { get; init; }

    /// <summary>Both were named.</summary>
    public bool IsAsked => LeftText.Length > 0 && RightText.Length > 0;

    /// <summary>What is known of both, line by line; lines that neither has are left out.</summary>
    internal IReadOnlyList<CompareRow> Rows => Left is null || Right is null ? [] :
    [
        .. Facts.Select(fact => new CompareRow(fact.Name, fact.Of(Left) ?? "", fact.Of(Right) ?? "")).Where(row => row.Left.Length + row.Right.Length > 0),
    ];

    private static IReadOnlyList<(string Name, Func<CatalogEntry, string?> Of)> Facts { get; } =
    [
        ("Kind", entry => Show.Kind(entry.Kind)),
        ("Base model", entry => entry.BaseModel),
        ("Description", entry => entry.Description),
        ("Rank", entry => entry.Rank?.ToString(CultureInfo.InvariantCulture)),
        ("Alpha", entry => entry.Alpha is { } alpha ? Show.Measure(alpha) : null),
        ("Changes", entry => string.Join(", ", entry.TargetModules)),
        ("Numbers", entry => Show.Whole(entry.Parameters)),
        ("Size", entry => Show.Bytes(entry.Bytes)),
        ("Hypernetwork", entry => Short(entry.HypernetworkDigest)),
        ("Text encoder", entry => Short(entry.EncoderDigest)),
        ("Seed", entry => entry.Seed?.ToString(CultureInfo.InvariantCulture)),
        ("Novelty", entry => entry.Report?.Novelty is { } novelty ? Show.Measure(novelty.Score) : null),
        ("Aliases", entry => string.Join(", ", entry.Aliases)),
        ("Tags", entry => string.Join(", ", entry.Tags)),
        ("Owner", entry => entry.Owner),
        ("Digest", entry => Short(entry.Digest)),
    ];

    private static string? Short(Digest? digest) => digest is { } known ? Show.Short(known.Value) + "…" : null;
}

/// <summary>One line of what is known of both.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Left">The left one's value; empty for none.</param>
/// <param name="Right">The right one's value; empty for none.</param>
internal sealed record CompareRow(string Name, string Left, string Right)
{
    /// <summary>They differ.</summary>
    public bool Differs => Left != Right;
}
