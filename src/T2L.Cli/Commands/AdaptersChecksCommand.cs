using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using T2L.Cli.Output;
using T2L.Registry.Audit;
using T2L.Registry.Quality;

namespace T2L.Cli.Commands;

/// <summary>adapters checks and adapters release: what is known of a version's quality.</summary>
internal static class AdaptersChecksCommand
{
    private static readonly Argument<string> Reference = new("adapter") { Description = "Id, digest, name, name:version or name@alias of an adapter." };
    private static readonly Option<string> Reason = new("--reason") { Description = "Why it may be used all the same; it stands in the audit log.", Required = true };

    public static Command Checks() => AdaptersCommand.Verb("checks", "What was checked of a version, and what came of it.", async (parsed, services, cancellation) =>
        Report(parsed, await services.GetRequiredService<VersionChecks>().FindAsync(parsed.GetValue(Reference)!, cancellation).ConfigureAwait(false)),
        [Reference], "./t2l adapters checks math/gsm8k:3", "./t2l adapters list --status quarantined");

    public static Command Release() => AdaptersCommand.Verb("release", "Let a quarantined version out.", async (parsed, services, cancellation) =>
    {
        var checks = services.GetRequiredService<VersionChecks>();
        var known = await checks.FindAsync(parsed.GetValue(Reference)!, cancellation).ConfigureAwait(false);
        return Report(parsed, await checks.ReleaseAsync(known.Digest, parsed.GetValue(Reason)!, Actor.OfProcess(), cancellation).ConfigureAwait(false));
    }, [Reference, Reason], "./t2l adapters release math/gsm8k:3 --reason \"strong on purpose, measured on 500 tasks\"");

    private static object Report(ParseResult parsed, CheckEntry entry)
    {
        if (!parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Line($"{entry.Adapter}:{entry.Version} is {entry.Status.NameOf()}{(entry.CheckedAt is { } at ? $", checked {at.ToString("u", CultureInfo.InvariantCulture)} by {entry.CheckedBy}" : "")}.");
            Terminal.Table(["check", "passed", "what came of it"], entry.Checks.Select(check => (IReadOnlyList<string>)[check.Name, check.Passed ? "yes" : "no", check.Sentence]));
        }
        return new { entry.Adapter, entry.Version, Digest = entry.Digest.Value, Status = entry.Status.NameOf(), entry.Checks, entry.CheckedAt, entry.CheckedBy };
    }
}
