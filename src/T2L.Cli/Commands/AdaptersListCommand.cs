using System.CommandLine;
using System.Globalization;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Client.Adapters;

namespace T2L.Cli.Commands;

/// <summary>adapters list and adapters search: what there is.</summary>
internal static class AdaptersListCommand
{
    private static readonly Argument<string?> Text = new("text") { Description = "Words of the name or the description: reverse -number \"two words\" or other.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Like = new("--like") { Description = "A task in plain words; adapters whose tasks are near to it, by whatever words they were described." };
    private static readonly Option<int> Limit = new("--limit") { Description = "Rows on a page, at most 200.", DefaultValueFactory = _ => 50 };
    private static readonly Option<string?> After = new("--after") { Description = "Token of the next page, as the last one printed it." };
    private static readonly Option<string?> Kind = new("--kind") { Description = "Only adapters of this kind: lora or svf." };
    private static readonly Option<string?> BaseModel = new("--base-model") { Description = "Only adapters for the base model of this name." };
    private static readonly Option<string?> Name = new("--name") { Description = "Only names that begin so, for instance math/." };
    private static readonly Option<string?> Alias = new("--alias") { Description = "Only versions that this alias points at." };
    private static readonly Option<string?> Owner = new("--owner") { Description = "Only adapters of this owner." };
    private static readonly Option<string[]> Tag = new("--tag") { Description = "Only adapters with this tag; several times, with all of them.", DefaultValueFactory = _ => [] };
    private static readonly Option<string[]> Property = new("--property") { Description = "Only adapters with this property, KEY=VALUE; several times, with all of them.", DefaultValueFactory = _ => [] };
    private static readonly Option<int?> Rank = new("--rank") { Description = "Only LoRAs of this rank." };
    private static readonly Option<string?> Status = new("--status") { Description = "Only versions of this quality: pending, ready or quarantined. Default: all that are not quarantined." };
    private static readonly Option<double?> MinScore = new("--min-score") { Description = "Only versions whose score, the best of their newest accuracies, is at least this, 0 to 1." };
    private static readonly Option<bool> Deleted = new("--deleted") { Description = "The deleted ones, which can be restored." };
    private static readonly Option<string?> Sort = new("--sort") { Description = "newest, oldest, name, or relevance, which a search gives unless told otherwise." };
    private static readonly Symbol[] Filters = [Limit, After, Kind, BaseModel, Name, Alias, Owner, Tag, Property, Rank, Status, MinScore, Deleted, Sort];

    static AdaptersListCommand()
    {
        Kind.CompletionSources.Add("lora", "svf");
        Status.CompletionSources.Add("pending", "ready", "quarantined");
        Sort.CompletionSources.Add("newest", "oldest", "name", "relevance");
    }

    public static Command List() => ClientCommand.Create("list", "The newest adapters first; all filters that are given have to hold.",
        (parsed, t2l, cancellation) => RunAsync(parsed, t2l, Query(parsed), cancellation),
        Filters, "./t2l adapters list", "./t2l adapters list --kind svf --limit 10 --json", "./t2l adapters list --name math/ --alias champion");

    public static Command Search() => ClientCommand.Create("search", "Adapters by the words of their names and descriptions, or by what their task means, the best first.", SearchAsync,
        parsed => parsed.GetValue(Like) is not null,
        [Text, Like, .. Filters], "./t2l adapters search \"reverse words\"", "./t2l adapters search --like \"Write it the other way round.\"", "./t2l adapters search \"capital -city\" --base-model t2l-nano");

    private static Task<object> SearchAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var (text, like) = (parsed.GetValue(Text), parsed.GetValue(Like));
        return text is null && like is null
            ? throw new UsageException("Say what to search for: words, or a task with --like.")
            : RunAsync(parsed, t2l, Query(parsed) with { Words = text, Like = like }, cancellation);
    }

    private static async Task<object> RunAsync(ParseResult parsed, T2LClient t2l, AdapterQuery query, CancellationToken cancellation)
    {
        var page = await ClientCommand.WhenReadyAsync(() => t2l.Adapters.PageAsync(query, parsed.GetValue(After), cancellation), cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
        {
            Print(page.Items);
            if (page.NextPage is not null)
                Terminal.Status($"more: the same with --after {page.NextPage}");
        }
        return page;
    }

    /// <summary>Prints adapters, a row each.</summary>
    public static void Print(IEnumerable<AdapterInfo> entries) =>
        Terminal.Table(["id", "name", "aliases", "tags", "kind", "base model", "rank", "near", "made", "description"], entries.Select(Row));

    private static AdapterQuery Query(ParseResult parsed) => new()
    {
        Kind = parsed.GetValue(Kind), BaseModel = parsed.GetValue(BaseModel), Name = parsed.GetValue(Name), Alias = parsed.GetValue(Alias), Deleted = parsed.GetValue(Deleted),
        Owner = parsed.GetValue(Owner), Tags = parsed.GetValue(Tag)!, Properties = parsed.GetValue(Property)!, Status = parsed.GetValue(Status), Rank = parsed.GetValue(Rank), Sort = parsed.GetValue(Sort), MinScore = parsed.GetValue(MinScore),
        PageSize = ClientCommand.PageSize(parsed, Limit),
    };

    private static IReadOnlyList<string> Row(AdapterInfo entry) =>
    [
        entry.Id.ToString(), $"{entry.Name}:{entry.Version.ToString(CultureInfo.InvariantCulture)}", string.Join(", ", entry.Aliases), string.Join(", ", entry.Tags), entry.Kind, entry.BaseModel,
        entry.Rank?.ToString(CultureInfo.InvariantCulture) ?? "", entry.Similarity?.ToString("0.00", CultureInfo.InvariantCulture) ?? "",
        entry.CreatedAt.ToString("u", CultureInfo.InvariantCulture), entry.Description ?? "",
    ];
}
