using System.CommandLine;
using System.Globalization;
using T2L.Cli.Output;
using T2L.Client;

namespace T2L.Cli.Commands;

/// <summary>adapters deployments: where a version runs.</summary>
internal static class AdaptersDeploymentsCommand
{
    private static readonly Argument<string> Reference = ReferenceArgument.Create();

    public static Command Create() => ClientCommand.Create("deployments", "Which workers hold a version, since when, and when somebody last asked for it.", RunAsync,
        [Reference], "./t2l adapters deployments math/gsm8k");

    private static async Task<object> RunAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var items = await t2l.Workers.DeploymentsAsync(parsed.GetValue(Reference)!, cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Table(["worker", "device", "since", "last used"], items.Select(item => (IReadOnlyList<string>)[item.Worker, item.Device ?? "", Text(item.Since), Text(item.LastUsed)]));
        return new { Items = items };
    }

    private static string Text(DateTimeOffset at) => at.ToString("u", CultureInfo.InvariantCulture);
}
