using Microsoft.EntityFrameworkCore;
using T2L.Adapters;
using T2L.Registry.Aliases;
using T2L.Registry.Data;
using T2L.Registry.Data.Configurations;
using T2L.Registry.Evaluations;
using T2L.Registry.Metadata;
using T2L.Registry.Quality;

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

    /// <summary>Only LoRAs of this rank.</summary>
    public int? Rank { get; init; }

    /// <summary>Only adapters of this owner.</summary>
    public string? Owner { get; init; }

    /// <summary>Only adapters that have all of these tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Only adapters that have all of these properties; a number and a truth are told from their words, whichever it is.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; } = [];

    /// <summary>Only versions whose name or description has these words, as a search engine reads them: <c>reverse -number "two words" or other</c>. Endings do not count.</summary>
    public string? Text { get; init; }

    /// <summary>Only versions of this quality; null for all that are not quarantined.</summary>
    public CheckStatus? Status { get; init; }

    /// <summary>Only versions whose score, the best of their newest accuracies, is at least this, 0 to 1.</summary>
    public double? MinScore { get; init; }

    /// <summary>Only versions whose score lies in this range of <see cref="ScoreBand"/>, or of which none is known.</summary>
    public string? Score { get; init; }

    /// <summary>The deleted ones instead, which can be restored.</summary>
    public bool Deleted { get; init; }

    /// <summary>Whether it leaves nothing out but what is deleted. Lists are compared by their lengths: records compare them by reference.</summary>
    internal bool TakesAll => Tags.Count == 0 && Properties.Count == 0 && this with { Tags = [], Properties = [] } == new CatalogFilter();

    /// <summary>What is wrong with it.</summary>
    /// <returns>A sentence for the user, and the property that it is about; null when it is fine.</returns>
    public (string Property, string Sentence)? Fault()
    {
        if (Text is { Length: > MaxText })
            return (nameof(Text), $"The text to look for has {Text.Length} characters; at most {MaxText} are allowed.");
        if (MetadataFault() is { } odd)
            return odd;
        if (MinScore is { } least && least is not (>= 0 and <= 1))
            return (nameof(MinScore), FormattableString.Invariant($"min_score is {least}; expected 0 to 1."));
        if (Score is { } band && ScoreBand.Fault(band) is { } score)
            return (nameof(Score), score);
        if (new[] { (nameof(Text), Text), (nameof(Name), Name), (nameof(BaseModel), BaseModel) }.FirstOrDefault(field => field.Item2?.Contains('\0', StringComparison.Ordinal) == true) is { Item1: { } property })
            return (property, "A filter holds a zero character, which no name and no description has.");
        return Alias is not null && AliasName.Fault(Alias) is { } fault ? (nameof(Alias), fault) : null;
    }

    private (string Property, string Sentence)? MetadataFault()
    {
        if (Owner is not null && MetadataChange.OwnerFault(Owner) is { } owner)
            return (nameof(Owner), owner);
        if (Tags.Select(MetadataChange.TagFault).FirstOrDefault(fault => fault is not null) is { } tag)
            return (nameof(Tags), tag);
        foreach (var (key, text) in Properties)
        {
            if (MetadataChange.KeyFault(key) is { } odd)
                return (nameof(Properties), odd);
            if (text.Length > Limits.PropertyText || text.Contains('\0', StringComparison.Ordinal))
                return (nameof(Properties), $"The value of property '{key}' is not one that a property has; expected a text of at most {Limits.PropertyText} characters.");
        }
        return null;
    }

    internal IQueryable<AdapterVersion> Apply(IQueryable<AdapterVersion> versions)
    {
        versions = versions.Seen(Deleted);
        versions = Status switch
        {
            CheckStatus.Ready => versions.Where(x => x.Checks.Any(check => check.Status == CheckStatus.Ready)),
            CheckStatus.Pending => versions.Where(x => x.Checks.All(check => check.Status == CheckStatus.Pending)),
            CheckStatus.Quarantined => versions.Where(x => x.Checks.Any(check => check.Status == CheckStatus.Quarantined)),
            _ => Deleted ? versions : versions.Trusted(),
        };
        if (Kind is { } kind)
            versions = versions.Where(x => x.Kind == kind);
        if (BaseModel is { } model)
            versions = versions.Where(x => x.BaseModel == model);
        if (Alias is { } alias)
            versions = versions.Where(x => x.Aliases.Any(y => y.Alias == alias));
        versions = Measured(Metadata(versions));
        if (Name is { } beginning)
            versions = Beginning(versions, beginning);
        return Text is { } text ? versions.Where(x => x.Search!.Matches(EF.Functions.WebSearchToTsQuery("english", text))) : versions;
    }

    // Names of a whole team are found in the order of the list; two conditions that say the same would have PostgreSQL expect next to nothing, and sort all there is.
    private static IQueryable<AdapterVersion> Beginning(IQueryable<AdapterVersion> versions, string beginning)
    {
        if (beginning.Split('/') is [var team, ""])
            return versions.Where(x => x.Team == team && x.Name != team);
        var pattern = Escaped(beginning) + "%";
        return versions.Where(x => EF.Functions.Like(x.Name, pattern, "\\"));
    }

    private IQueryable<AdapterVersion> Metadata(IQueryable<AdapterVersion> versions)
    {
        if (Rank is { } rank)
            versions = versions.Where(x => x.Rank == rank);
        if (Owner is { } owner)
            versions = versions.Where(x => x.Adapter!.Owner == owner);
        if (Tags.Count > 0)
            versions = versions.Where(x => Tags.All(tag => x.Adapter!.Tags.Contains(tag)));
        foreach (var (key, text) in Properties)
        {
            // One text for each type it may have; the same twice is harmless.
            var (typed, plain) = (Property(key, PropertyValue.Readings(text)[0]), Property(key, PropertyValue.Of(text)));
            versions = versions.Where(x => EF.Functions.JsonContains(x.Adapter!.Properties, typed) || EF.Functions.JsonContains(x.Adapter.Properties, plain));
        }
        return versions;
    }

    // The time of publishing is in both tables, so that the newest of the well measured are found along the index of theirs.
    private IQueryable<AdapterVersion> Measured(IQueryable<AdapterVersion> versions)
    {
        if (MinScore is { } least)
        {
            versions = ScoreBand.AtLeast(least) is [var best]
                ? versions.Where(x => x.Scores.Any(y => y.CreatedAt == x.CreatedAt && y.Band == best && y.Score >= least))
                : versions.Where(x => x.Scores.Any(y => y.CreatedAt == x.CreatedAt && y.Score >= least));
        }
        return Score switch
        {
            null => versions,
            ScoreBand.None => versions.Where(x => !x.Scores.Any()),
            var band => versions.Where(x => x.Scores.Any(y => y.CreatedAt == x.CreatedAt && y.Band == band)),
        };
    }

    private static string Property(string key, PropertyValue value) => JsonColumn.ToJson(new Dictionary<string, PropertyValue> { [key] = value })!;

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
