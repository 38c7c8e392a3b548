using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using T2L.Cli.Output;
using T2L.Registry.Aliases;
using T2L.Registry.Audit;

namespace T2L.Cli.Commands;

/// <summary>adapters alias: names such as champion that move between the versions of an adapter.</summary>
internal static class AdaptersAliasCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "Name of an adapter." };
    private static readonly Argument<string> Alias = new("alias") { Description = "The alias, for instance champion or canary." };
    private static readonly Argument<int> Version = new("version") { Description = "Number of the version that it is to point at." };

    public static Command Create() => new Command("alias", "Promote versions and roll back: set, list, roll back and remove aliases. 'NAME@ALIAS' names the version that an alias points at.")
    {
        AdaptersCommand.Verb("list", "The aliases of an adapter.", ListAsync, [Name], "./t2l adapters alias list math/gsm8k"),
        AdaptersCommand.Verb("set", "Point an alias at a version; makes it where there is none.", SetAsync, [Name, Alias, Version],
            "./t2l adapters alias set math/gsm8k champion 3", "./t2l adapters show math/gsm8k@champion"),
        AdaptersCommand.Verb("rollback", "Point an alias at the version that it pointed at before its last move.", RollBackAsync, [Name, Alias],
            "./t2l adapters alias rollback math/gsm8k champion"),
        AdaptersCommand.Verb("remove", "Remove an alias; the versions stay.", RemoveAsync, [Name, Alias], "./t2l adapters alias remove math/gsm8k canary"),
    }.WithExamples("./t2l adapters alias set math/gsm8k champion 3", "./t2l adapters alias rollback math/gsm8k champion");

    private static async Task<object> ListAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var aliases = await services.GetRequiredService<AdapterAliases>().ListAsync(parsed.GetValue(Name)!, cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Table(["alias", "version", "before", "digest", "changed", "by"], aliases.Select(Row));
        return new { Items = aliases.Select(Document).ToList() };
    }

    private static async Task<object> SetAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var move = await services.GetRequiredService<AdapterAliases>()
            .SetAsync(parsed.GetValue(Name)!, Checked(parsed), parsed.GetValue(Version), Actor.OfProcess(), cancellationToken: cancellation).ConfigureAwait(false);
        return Report(parsed, move);
    }

    private static async Task<object> RollBackAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var move = await services.GetRequiredService<AdapterAliases>()
            .RollBackAsync(parsed.GetValue(Name)!, Checked(parsed), Actor.OfProcess(), cancellationToken: cancellation).ConfigureAwait(false);
        return Report(parsed, move);
    }

    private static async Task<object> RemoveAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var entry = await services.GetRequiredService<AdapterAliases>()
            .RemoveAsync(parsed.GetValue(Name)!, Checked(parsed), Actor.OfProcess(), cancellationToken: cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Line($"{entry.Adapter}@{entry.Alias} is removed; it pointed at version {entry.Version}.");
        return Document(entry);
    }

    private static object Report(ParseResult parsed, AliasMove move)
    {
        var entry = move.Entry;
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Line(!move.Moved
                ? $"{entry.Adapter}@{entry.Alias} is version {entry.Version} already. Nothing was changed."
                : $"{entry.Adapter}@{entry.Alias} is version {entry.Version} now{(entry.PreviousVersion is { } before ? $"; before it was version {before}" : "")}.");
        return Document(entry);
    }

    private static string Checked(ParseResult parsed) =>
        AliasName.Fault(parsed.GetValue(Alias)) is { } fault ? throw new UsageException(fault) : parsed.GetValue(Alias)!;

    private static IReadOnlyList<string> Row(AliasEntry entry) =>
    [
        entry.Alias, entry.Version.ToString(CultureInfo.InvariantCulture), entry.PreviousVersion?.ToString(CultureInfo.InvariantCulture) ?? "",
        entry.Digest.Value, entry.ChangedAt.ToString("u", CultureInfo.InvariantCulture), entry.ChangedBy,
    ];

    private static object Document(AliasEntry entry) => new
    {
        entry.Adapter, entry.Alias, entry.Version, Digest = entry.Digest.Value, entry.PreviousVersion, entry.ChangedAt, entry.ChangedBy,
    };
}
