using System.Linq.Expressions;
using T2L.Registry.Data;

namespace T2L.Registry.Metadata;

/// <summary>What people say of an adapter.</summary>
/// <param name="Adapter">Its name.</param>
/// <param name="Owner">Whose it is; null for nobody.</param>
/// <param name="Tags">Its tags, in the order they were given.</param>
/// <param name="Properties">Its properties, by key.</param>
/// <param name="Change">The event that changed it last, all zeros before the first; hand it back to change it only if nobody did in between.</param>
/// <param name="ChangedAt">When; null before the first change.</param>
/// <param name="ChangedBy">Who; null before the first change.</param>
public sealed record MetadataEntry(
    string Adapter, string? Owner, IReadOnlyList<string> Tags, IReadOnlyDictionary<string, PropertyValue> Properties, Guid Change, DateTimeOffset? ChangedAt, string? ChangedBy)
{
    internal static Expression<Func<Adapter, MetadataEntry>> FromRow { get; } = x => new MetadataEntry(
        x.Name, x.Owner, x.Tags, x.Properties, x.MetadataChangedBy ?? Guid.Empty, x.MetadataChange == null ? null : x.MetadataChange.At, x.MetadataChange == null ? null : x.MetadataChange.Actor);
}

/// <summary>The card of an adapter: what it is for, how good it is, what it must not be used for. Markdown.</summary>
/// <param name="Adapter">The adapter's name.</param>
/// <param name="Text">The Markdown, as somebody wrote it: make it harmless before it is shown as HTML.</param>
/// <param name="Change">The event that wrote it; hand it back to change it only if nobody did in between.</param>
/// <param name="ChangedAt">When.</param>
/// <param name="ChangedBy">Who.</param>
public sealed record CardEntry(string Adapter, string Text, Guid Change, DateTimeOffset ChangedAt, string ChangedBy);

/// <summary>An adapter has no card.</summary>
/// <param name="adapter">The adapter's name.</param>
public sealed class CardNotFoundException(string adapter) : Exception($"Adapter '{adapter}' has no card. Write one: PUT /v1/adapters/NAME/card, or ./t2l adapters card NAME --file README.md.")
{
}

/// <summary>Somebody else changed it since the caller looked. Nothing was changed; the message is the sentence for the caller.</summary>
/// <param name="message">What, got, expected, what next.</param>
public sealed class MetadataConflictException(string message) : Exception(message);
