using System.Globalization;
using T2L.Adapters;
using T2L.Registry.Comparing;

namespace T2L.Api.Pages.Compare;

/// <summary>What the page that compares shows.</summary>
public sealed record CompareModel
{
    /// <summary>What was asked for on the left.</summary>
    public required string LeftText { get; init; }

    /// <summary>What was asked for on the right.</summary>
    public required string RightText { get; init; }

    /// <summary>There is an adapter of what was asked for on the left.</summary>
    public bool IsLeftKnown { get; init; }

    /// <summary>There is an adapter of what was asked for on the right.</summary>
    public bool IsRightKnown { get; init; }

    /// <summary>Both beside each other; null where one is missing.</summary>
    public VersionDiff? Diff { get; init; }

    /// <summary>Both were named.</summary>
    public bool IsAsked => LeftText.Length > 0 && RightText.Length > 0;

    /// <summary>What is known of both, line by line; names and numbers head the columns.</summary>
    internal IReadOnlyList<CompareRow> Rows => [.. (Diff?.Facts ?? []).Select(CompareRow.Of).OfType<CompareRow>()];
}

/// <summary>One line of what is known of both, in words for people.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Left">The left one's value; empty for none.</param>
/// <param name="Right">The right one's value; empty for none.</param>
/// <param name="Differs">They are not the same.</param>
internal sealed record CompareRow(string Name, string Left, string Right, bool Differs)
{
    private static readonly Dictionary<string, (string Name, Func<string, string> Shown)> Words = new(StringComparer.Ordinal)
    {
        ["kind"] = ("Kind", word => AdapterKindNames.Parse(word) is { } kind ? Show.Kind(kind) : word), ["description"] = ("Description", Plain), ["base_model"] = ("Base model", Plain),
        ["rank"] = ("Rank", Plain), ["alpha"] = ("Alpha", Plain), ["target_modules"] = ("Changes", Plain), ["parameters"] = ("Numbers", number => Show.Whole(Number(number))),
        ["bytes"] = ("Size", number => Show.Bytes(Number(number))), ["hypernetwork"] = ("Hypernetwork", Short), ["encoder"] = ("Text encoder", Short), ["seed"] = ("Seed", Plain),
        ["status"] = ("Quality", Plain), ["novelty"] = ("Novelty", number => Show.Measure(double.Parse(number, CultureInfo.InvariantCulture))), ["aliases"] = ("Aliases", Plain),
        ["tags"] = ("Tags", Plain), ["owner"] = ("Owner", Plain),
    };

    /// <summary>The line of a fact; null for one that is said elsewhere on the page.</summary>
    public static CompareRow? Of(FieldDifference fact) => Words.TryGetValue(fact.Field, out var words)
        ? new CompareRow(words.Name, Shown(fact.Left, words.Shown), Shown(fact.Right, words.Shown), fact.Left != fact.Right)
        : null;

    private static string Shown(string? value, Func<string, string> shown) => string.IsNullOrEmpty(value) ? "" : shown(value);

    private static string Plain(string text) => text;

    private static string Short(string digest) => Show.Short(digest) + "…";

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
