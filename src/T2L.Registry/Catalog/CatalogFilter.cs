using Microsoft.EntityFrameworkCore;
using T2L.Adapters;
using T2L.Registry.Aliases;
using T2L.Registry.Data;

namespace T2L.Registry.Catalog;

/// <summary>Which versions are listed; what is left out takes all. All that is given has to hold.</summary>
public sealed record CatalogFilter
{
    /// <summary>Most characters of a text that is looked for.</summary>
    public const int MaxText = 500;

    /// <summary>Only adapters of this kind.</summary>
    public AdapterKind? Kind { get; init; }

    /// <summary>Only adapters for the base model of this name.</summary>
    public string? BaseModel { get; init; }

    /// <summary>Only names that begin so, for instance <c>math/</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Only versions that this alias points at.</summary>
    public string? Alias { get; init; }

    /// <summary>Only versions whose name or description has these words, as a search engine reads them: <c>reverse -number "two words" or other</c>. Endings do not count.</summary>
    public string? Text { get; init; }

    /// <summary>The deleted ones instead, which can be restored.</summary>
    public bool Deleted { get; init; }

    /// <summary>What is wrong with it.</summary>
    /// <returns>A sentence for the user, and the property that it is about; null when it is fine.</returns>
    public (string Property, string Sentence)? Fault()
    {
        if (Text is { Length: > MaxText })
            return (nameof(Text), $"The text to look for has {Text.Length} characters; at most {MaxText} are allowed.");
        if (new[] { (nameof(Text), Text), (nameof(Name), Name), (nameof(BaseModel), BaseModel) }.FirstOrDefault(field => field.Item2?.Contains('\0', StringComparison.Ordinal) == true) is { Item1: { } property })
            return (property, "A filter holds a zero character, which no name and no description has.");
        return Alias is not null && AliasName.Fault(Alias) is { } fault ? (nameof(Alias), fault) : null;
    }

    internal IQueryable<AdapterVersion> Apply(IQueryable<AdapterVersion> versions)
    {
        versions = versions.Seen(Deleted);
        if (Kind is { } kind)
            versions = versions.Where(x => x.Kind == kind);
        if (BaseModel is { } model)
            versions = versions.Where(x => x.BaseModel == model);
        if (Alias is { } alias)
            versions = versions.Where(x => x.Aliases.Any(y => y.Alias == alias));
        if (Name is { } beginning)
        {
            var pattern = Escaped(beginning) + "%";
            versions = versions.Where(x => EF.Functions.Like(x.Adapter!.Name, pattern, "\\"));
        }
        return Text is { } text ? versions.Where(x => x.Search!.Matches(EF.Functions.WebSearchToTsQuery("english", text))) : versions;
    }

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
