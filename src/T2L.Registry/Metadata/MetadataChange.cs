using System.Globalization;
using T2L.Registry.Data;

namespace T2L.Registry.Metadata;

/// <summary>What is to be different about an adapter's owner, tags and properties; what is left out stays.</summary>
public sealed record MetadataChange
{
    /// <summary>The new owner; empty for nobody, null to leave the owner as it is.</summary>
    public string? Owner { get; init; }

    /// <summary>The tags it has afterwards, in place of those it has; null to leave them.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Tags to add.</summary>
    public IReadOnlyList<string> AddTags { get; init; } = [];

    /// <summary>Tags to take away; those that it does not have are no fault.</summary>
    public IReadOnlyList<string> RemoveTags { get; init; } = [];

    /// <summary>Properties to set, by key; null takes one away.</summary>
    public IReadOnlyDictionary<string, PropertyValue?> Properties { get; init; } = new Dictionary<string, PropertyValue?>();

    /// <summary>What is wrong with it.</summary>
    /// <returns>The field and a sentence for the user; null when it is fine.</returns>
    public (string Field, string Sentence)? Fault()
    {
        if (!string.IsNullOrEmpty(Owner) && OwnerFault(Owner) is { } owner)
            return (nameof(Owner), owner);
        if ((Tags ?? []).Concat(AddTags).Select(TagFault).FirstOrDefault(fault => fault is not null) is { } tag)
            return (nameof(Tags), tag);
        return Properties.Select(property => PropertyFault(property.Key, property.Value)).FirstOrDefault(fault => fault is not null) is { } odd ? (nameof(Properties), odd) : null;
    }

    /// <summary>What is wrong with a tag.</summary>
    /// <returns>A sentence for the user; null when it is fine.</returns>
    public static string? TagFault(string? tag) => PlainText.Fault("The tag", tag, Limits.Tag, ".-_ /");

    /// <summary>What is wrong with an owner.</summary>
    /// <returns>A sentence for the user; null when it is fine.</returns>
    public static string? OwnerFault(string? owner) => PlainText.Fault("The owner", owner, Limits.Owner, ".-_ /@+'");

    /// <summary>What is wrong with the key of a property.</summary>
    /// <returns>A sentence for the user; null when it is fine.</returns>
    public static string? KeyFault(string? key) => Aliases.AliasName.HasForm(key)
        ? null
        : $"The property key '{(key is { Length: > Limits.Alias } ? key[..Limits.Alias] + "…" : key)}' cannot be used; expected a letter, then a-z, 0-9 and . _ - between them, at most {Limits.Alias} characters, for instance 'team.cost'.";

    private static string? PropertyFault(string key, PropertyValue? value)
    {
        if (KeyFault(key) is { } fault)
            return fault;
        if (value?.Text is { } text)
        {
            if (text.Length > Limits.PropertyText)
                return $"The property '{key}' has {text.Length} characters; at most {Limits.PropertyText} are allowed. Put longer texts on the card.";
            if (text.Any(char.IsControl) || text.Where((c, at) => char.IsSurrogate(c) && !char.IsSurrogatePair(text, at) && !(at > 0 && char.IsSurrogatePair(text, at - 1))).Any())
                return $"The property '{key}' is not text for one line: it holds a control character or half a character.";
        }
        return value?.Number is { } number && !double.IsFinite(number) ? $"The property '{key}' is {number.ToString(CultureInfo.InvariantCulture)}; expected a finite number." : null;
    }

    /// <summary>The row after the change.</summary>
    /// <exception cref="ArgumentException">It would have too many tags or properties.</exception>
    internal Adapter Apply(Adapter row)
    {
        string[] tags = [.. (Tags ?? row.Tags).Concat(AddTags).Where(tag => !RemoveTags.Contains(tag, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal)];
        var properties = new SortedDictionary<string, PropertyValue>(row.Properties.ToDictionary(), StringComparer.Ordinal);
        foreach (var (key, value) in Properties)
        {
            properties.Remove(key);
            if (value is not null)
                properties.Add(key, value);
        }
        if (tags.Length > Limits.Tags)
            throw new ArgumentException($"'{row.Name}' would have {tags.Length} tags; at most {Limits.Tags} are allowed. Take some away.");
        if (properties.Count > Limits.Properties)
            throw new ArgumentException($"'{row.Name}' would have {properties.Count} properties; at most {Limits.Properties} are allowed. Take some away.");
        return row with { Owner = Owner is null ? row.Owner : Owner.Length == 0 ? null : Owner, Tags = tags, Properties = properties };
    }
}
