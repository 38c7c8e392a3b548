namespace T2L.Client.Metadata;

/// <summary>A change of what people say of an adapter; what is left out stays.</summary>
public sealed record MetadataChange
{
    /// <summary>Whose the adapter is from now on; empty for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>All tags it has afterwards.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Tags to add to those it has.</summary>
    public IReadOnlyList<string>? AddTags { get; init; }

    /// <summary>Tags to take away.</summary>
    public IReadOnlyList<string>? RemoveTags { get; init; }

    /// <summary>Properties to set by key: a text, a number, true or false; null takes the property away.</summary>
    public IReadOnlyDictionary<string, object?>? Properties { get; init; }

    // An owner that is null is nobody, one that is left out stays: only a dictionary can say both.
    internal object ToBody()
    {
        var body = new Dictionary<string, object?>();
        foreach (var (name, value) in new (string, object?)[] { ("tags", Tags), ("add_tags", AddTags), ("remove_tags", RemoveTags), ("properties", Properties) })
            if (value is not null)
                body.Add(name, value);
        if (Owner is not null)
            body.Add("owner", Owner.Length == 0 ? null : Owner);
        return body;
    }
}
