using System.CommandLine;
using System.Globalization;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Client.Audit;

namespace T2L.Cli.Commands;

/// <summary>adapters history: who did what, from the audit log.</summary>
internal static class AdaptersHistoryCommand
{
    private static readonly Argument<string?> Name = new("name") { Description = "Name of an adapter. Default: all of them.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<int> Limit = new("--limit") { Description = "Rows on a page, at most 200.", DefaultValueFactory = _ => 50 };
    private static readonly Option<string?> After = new("--after") { Description = "Token of the next page, as the last one printed it." };

    public static Command Create() => ClientCommand.Create("history", "Who promoted, rolled back or removed what, newest first.", RunAsync, [Name, Limit, After],
        "./t2l adapters history math/gsm8k", "./t2l adapters history --limit 10 --json");

    private static async Task<object> RunAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var page = await t2l.Audit.PageAsync(parsed.GetValue(Name), parsed.GetValue(After), ClientCommand.PageSize(parsed, Limit), cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Table(["at", "who", "did", "adapter", "version", "details"], page.Items.Select(Row));
            if (page.NextPage is not null)
                Terminal.Status($"more: ./t2l adapters history --after {page.NextPage}");
        }
        return page;
    }

    private static IReadOnlyList<string> Row(AuditLine entry) =>
    [
        entry.At.ToString("u", CultureInfo.InvariantCulture), entry.Actor, entry.Action, entry.Adapter ?? "", entry.Version?.ToString(CultureInfo.InvariantCulture) ?? "",
        string.Join(", ", entry.Details.Select(detail => $"{detail.Key} {detail.Value}")),
    ];
}
