using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using T2L.Adapters;
using T2L.Cli.Output;
using T2L.Registry.Catalog;

namespace T2L.Cli.Commands;

/// <summary>adapters list and adapters search: what there is.</summary>
internal static class AdaptersListCommand
{
    private static readonly Argument<string> Text = new("text") { Description = "Words of the name or the description: reverse -number \"two words\" or other." };
    private static readonly Option<int> Limit = new("--limit") { Description = "Rows on a page, at most 200.", DefaultValueFactory = _ => 50 };
    private static readonly Option<string?> After = new("--after") { Description = "Token of the next page, as the last one printed it." };
    private static readonly Option<string?> Kind = new("--kind") { Description = "Only adapters of this kind: lora or svf." };
    private static readonly Option<string?> BaseModel = new("--base-model") { Description = "Only adapters for the base model of this name." };
    private static readonly Option<string?> Name = new("--name") { Description = "Only names that begin so, for instance math/." };
    private static readonly Option<string?> Alias = new("--alias") { Description = "Only versions that this alias points at." };
    private static readonly Option<bool> Deleted = new("--deleted") { Description = "The deleted ones, which can be restored." };
    private static readonly Symbol[] Filters = [Limit, After, Kind, BaseModel, Name, Alias, Deleted];

    public static Command List() => AdaptersCommand.Verb("list", "The newest adapters first; all filters that are given have to hold.", (parsed, services, cancellation) => RunAsync(parsed, null, services, cancellation),
        Filters, "./t2l adapters list", "./t2l adapters list --kind svf --limit 10 --json", "./t2l adapters list --name math/ --alias champion");

    public static Command Search() => AdaptersCommand.Verb("search", "Adapters by the words of their names and descriptions, the newest first.",
        (parsed, services, cancellation) => RunAsync(parsed, parsed.GetValue(Text), services, cancellation),
        [Text, .. Filters], "./t2l adapters search \"reverse words\"", "./t2l adapters search \"capital -city\" --base-model t2l-nano");

    private static async Task<object> RunAsync(ParseResult parsed, string? text, IServiceProvider services, CancellationToken cancellation)
    {
        var page = await services.GetRequiredService<AdapterCatalog>()
            .ListAsync(new CatalogPageRequest(Size(parsed), parsed.GetValue(After), Filter(parsed, text)), cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Table(["id", "name", "aliases", "kind", "base model", "rank", "parameters", "made", "description"], page.Items.Select(Row));
            if (page.Next is not null)
                Terminal.Status($"more: the same with --after {page.Next}");
        }
        return new { Items = page.Items.Select(AdaptersCommand.Summary).ToList(), page.Next };
    }

    private static int Size(ParseResult parsed) => parsed.GetValue(Limit) is >= 1 and <= CatalogPageRequest.MaxSize and var limit
        ? limit
        : throw new UsageException($"--limit is {parsed.GetValue(Limit)}; expected 1 to {CatalogPageRequest.MaxSize}.");

    private static CatalogFilter Filter(ParseResult parsed, string? text)
    {
        var kind = parsed.GetValue(Kind);
        if (kind is not null && AdapterKindNames.Parse(kind) is null)
            throw new UsageException($"--kind is '{kind}'; expected lora or svf.");
        return new CatalogFilter
        {
            Kind = kind is null ? null : AdapterKindNames.Parse(kind), BaseModel = parsed.GetValue(BaseModel), Name = parsed.GetValue(Name),
            Alias = parsed.GetValue(Alias), Text = text, Deleted = parsed.GetValue(Deleted),
        };
    }

    private static IReadOnlyList<string> Row(CatalogEntry entry) =>
    [
        entry.Id.ToString(), entry.Name, string.Join(", ", entry.Aliases), entry.Kind.NameOf(), entry.BaseModel, entry.Rank?.ToString(CultureInfo.InvariantCulture) ?? "",
        entry.Parameters.ToString("N0", CultureInfo.InvariantCulture), entry.CreatedAt.ToString("u", CultureInfo.InvariantCulture), entry.Description ?? "",
    ];
}
