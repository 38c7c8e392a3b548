using System.CommandLine;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Client.Adapters;

namespace T2L.Cli.Commands;

/// <summary>adapters delete and adapters restore: out of sight, and back.</summary>
internal static class AdaptersDeleteCommand
{
    private static readonly Argument<string> Reference = ReferenceArgument.Create("adapter", "A name: all its versions. name:version, name@alias, an id or a digest: that version.");

    public static Command Delete() => ClientCommand.Create("delete", "Take an adapter or one version out of sight; it can be restored.", DeleteAsync, [Reference],
        "./t2l adapters delete math/gsm8k:2", "./t2l adapters delete math/gsm8k", "./t2l adapters list --deleted");

    public static Command Restore() => ClientCommand.Create("restore", "Bring back what was deleted.", RestoreAsync, [Reference], "./t2l adapters restore math/gsm8k:2");

    private static async Task<object> DeleteAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var reference = parsed.GetValue(Reference)!;
        var entries = await t2l.Adapters.DeleteAsync(reference, cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Line($"{Words(entries)} deleted. Back again: ./t2l adapters restore {(entries.Count == 1 ? $"{entries[0].Name}:{entries[0].Version}" : reference)}");
        return new { Items = entries };
    }

    private static async Task<object> RestoreAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var entries = await t2l.Adapters.RestoreAsync(parsed.GetValue(Reference)!, cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Line($"{Words(entries)} restored.");
        return new { Items = entries };
    }

    private static string Words(IReadOnlyList<AdapterInfo> entries) =>
        $"'{entries[0].Name}', {(entries.Count == 1 ? $"version {entries[0].Version}, is" : $"{entries.Count} versions, are")}";
}
