using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using T2L.Cli.Output;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Deletion;

namespace T2L.Cli.Commands;

/// <summary>adapters delete and adapters restore: out of sight, and back.</summary>
internal static class AdaptersDeleteCommand
{
    private static readonly Argument<string> Reference = new("adapter") { Description = "A name: all its versions. name:version, name@alias, an id or a digest: that version." };

    public static Command Delete() => AdaptersCommand.Verb("delete", "Take an adapter or one version out of sight; it can be restored.", DeleteAsync, [Reference],
        "./t2l adapters delete math/gsm8k:2", "./t2l adapters delete math/gsm8k", "./t2l adapters list --deleted");

    public static Command Restore() => AdaptersCommand.Verb("restore", "Bring back what was deleted.", RestoreAsync, [Reference], "./t2l adapters restore math/gsm8k:2");

    private static async Task<object> DeleteAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var reference = parsed.GetValue(Reference)!;
        var entries = await services.GetRequiredService<AdapterDeletion>().DeleteAsync(reference, Actor.OfProcess(), cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Line($"{Words(entries)} deleted. Back again: ./t2l adapters restore {(entries.Count == 1 ? $"{entries[0].Name}:{entries[0].Version}" : reference)}");
        return new { Items = entries.Select(AdaptersCommand.Summary).ToList() };
    }

    private static async Task<object> RestoreAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var entries = await services.GetRequiredService<AdapterDeletion>().RestoreAsync(parsed.GetValue(Reference)!, Actor.OfProcess(), cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Line($"{Words(entries)} restored.");
        return new { Items = entries.Select(AdaptersCommand.Summary).ToList() };
    }

    private static string Words(IReadOnlyList<CatalogEntry> entries) =>
        $"'{entries[0].Name}', {(entries.Count == 1 ? $"version {entries[0].Version}, is" : $"{entries.Count} versions, are")}";
}
