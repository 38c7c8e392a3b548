using System.CommandLine;
using System.Globalization;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Client.Aliases;
using T2L.Registry.Aliases;

namespace T2L.Cli.Commands;

/// <summary>adapters alias: names such as champion that move between the versions of an adapter.</summary>
internal static class AdaptersAliasCommand
{
    private static readonly Argument<string> Name = ReferenceArgument.Name();
    private static readonly Argument<string> Alias = new("alias") { Description = "The alias, for instance champion or canary." };
    private static readonly Argument<int> Version = new("version") { Description = "Number of the version that it is to point at." };

    public static Command Create() => new Command("alias", "Promote versions and roll back: set, list, roll back and remove aliases. 'NAME@ALIAS' names the version that an alias points at.")
    {
        ClientCommand.Create("list", "The aliases of an adapter.", ListAsync, [Name], "./t2l adapters alias list math/gsm8k"),
        ClientCommand.Create("set", "Point an alias at a version; makes it where there is none.", SetAsync, [Name, Alias, Version],
            "./t2l adapters alias set math/gsm8k champion 3", "./t2l adapters show math/gsm8k@champion"),
        ClientCommand.Create("rollback", "Point an alias at the version that it pointed at before its last move.", RollBackAsync, [Name, Alias],
            "./t2l adapters alias rollback math/gsm8k champion"),
        ClientCommand.Create("remove", "Remove an alias; the versions stay.", RemoveAsync, [Name, Alias], "./t2l adapters alias remove math/gsm8k canary"),
    }.WithExamples("./t2l adapters alias set math/gsm8k champion 3", "./t2l adapters alias rollback math/gsm8k champion");

    private static async Task<object> ListAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var aliases = await t2l.Aliases.ListAsync(parsed.GetValue(Name)!, cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Table(["alias", "version", "before", "digest", "changed", "by"], aliases.Select(Row));
        return new { Items = aliases };
    }

    private static async Task<object> SetAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var (name, alias, version) = (parsed.GetValue(Name)!, Checked(parsed), parsed.GetValue(Version));
        var before = (await t2l.Aliases.ListAsync(name, cancellation).ConfigureAwait(false)).FirstOrDefault(entry => entry.Alias == alias);
        var after = await t2l.Aliases.SetAsync(name, alias, version, cancellationToken: cancellation).ConfigureAwait(false);
        return Report(parsed, after, moved: before?.Version != version);
    }

    private static async Task<object> RollBackAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation) =>
        Report(parsed, await t2l.Aliases.RollBackAsync(parsed.GetValue(Name)!, Checked(parsed), cancellationToken: cancellation).ConfigureAwait(false), moved: true);

    private static async Task<object> RemoveAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var entry = await t2l.Aliases.GetAsync(parsed.GetValue(Name)!, Checked(parsed), cancellation).ConfigureAwait(false);
        await t2l.Aliases.RemoveAsync(entry.Adapter, entry.Alias, entry.Tag, cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Line($"{entry.Adapter}@{entry.Alias} is removed; it pointed at version {entry.Version}.");
        return entry;
    }

    private static AliasInfo Report(ParseResult parsed, AliasInfo entry, bool moved)
    {
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Line(!moved
                ? $"{entry.Adapter}@{entry.Alias} is version {entry.Version} already. Nothing was changed."
                : $"{entry.Adapter}@{entry.Alias} is version {entry.Version} now{(entry.PreviousVersion is { } before ? $"; before it was version {before}" : "")}.");
        return entry;
    }

    private static string Checked(ParseResult parsed) =>
        AliasName.Fault(parsed.GetValue(Alias)) is { } fault ? throw new UsageException(fault) : parsed.GetValue(Alias)!;

    private static IReadOnlyList<string> Row(AliasInfo entry) =>
    [
        entry.Alias, entry.Version.ToString(CultureInfo.InvariantCulture), entry.PreviousVersion?.ToString(CultureInfo.InvariantCulture) ?? "",
        entry.Digest, entry.ChangedAt.ToString("u", CultureInfo.InvariantCulture), entry.ChangedBy,
    ];
}
