using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using T2L.Cli.Output;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;

namespace T2L.Cli.Commands;

/// <summary>adapters history: who did what, from the audit log.</summary>
internal static class AdaptersHistoryCommand
{
    private static readonly Argument<string?> Name = new("name") { Description = "Name of an adapter. Default: all of them.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<int> Limit = new("--limit") { Description = "Rows on a page, at most 200.", DefaultValueFactory = _ => 50 };
    private static readonly Option<string?> After = new("--after") { Description = "Token of the next page, as the last one printed it." };

    public static Command Create() => AdaptersCommand.Verb("history", "Who promoted, rolled back or removed what, newest first.", RunAsync, [Name, Limit, After],
        "./t2l adapters history math/gsm8k", "./t2l adapters history --limit 10 --json");

    private static async Task<object> RunAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        if (parsed.GetValue(Limit) is < 1 or > CatalogPageRequest.MaxSize)
            throw new UsageException($"--limit is {parsed.GetValue(Limit)}; expected 1 to {CatalogPageRequest.MaxSize}.");
        var page = await services.GetRequiredService<AuditLog>()
            .ListAsync(parsed.GetValue(Name), parsed.GetValue(Limit), parsed.GetValue(After), cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Table(["at", "who", "did", "adapter", "version", "details"], page.Items.Select(Row));
            if (page.Next is not null)
                Terminal.Status($"more: ./t2l adapters history --after {page.Next}");
        }
        return new { Items = page.Items.Select(Document).ToList(), page.Next };
    }

    private static IReadOnlyList<string> Row(AuditEntry entry) =>
    [
        entry.At.ToString("u", CultureInfo.InvariantCulture), entry.Actor, entry.Action, entry.Adapter, entry.Version?.ToString(CultureInfo.InvariantCulture) ?? "",
        string.Join(", ", entry.Details.Select(detail => $"{detail.Key} {detail.Value}")),
    ];

    private static object Document(AuditEntry entry) => new
    {
        entry.Id, entry.At, entry.Actor, entry.Action, entry.Adapter, entry.Version, Digest = entry.Digest?.Value, entry.Details,
    };
}
