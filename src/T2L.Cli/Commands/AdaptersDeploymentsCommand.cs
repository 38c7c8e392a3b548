using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using T2L.Cli.Output;
using T2L.Registry.Catalog;
using T2L.Registry.Deployments;

namespace T2L.Cli.Commands;

/// <summary>adapters deployments: where a version runs.</summary>
internal static class AdaptersDeploymentsCommand
{
    private static readonly Argument<string> Reference = new("adapter") { Description = "Id, digest, name, name:version or name@alias of an adapter." };

    public static Command Create() => AdaptersCommand.Verb("deployments", "Which workers hold a version, since when, and when somebody last asked for it.", async (parsed, services, cancellation) =>
    {
        var reference = parsed.GetValue(Reference)!;
        var entry = await services.GetRequiredService<AdapterCatalog>().FindAsync(reference, cancellation).ConfigureAwait(false) ?? throw new AdapterNotFoundException(reference);
        var items = await services.GetRequiredService<WorkerDirectory>().OfAsync(entry.Digest, cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Table(["worker", "device", "since", "last used"], items.Select(item => (IReadOnlyList<string>)[item.Worker, item.Device ?? "", Text(item.Since), Text(item.LastUsed)]));
        return new { Items = items };
    }, [Reference], "./t2l adapters deployments math/gsm8k");

    private static string Text(DateTimeOffset at) => at.ToString("u", CultureInfo.InvariantCulture);
}
