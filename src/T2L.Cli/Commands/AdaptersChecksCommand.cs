using System.CommandLine;
using System.Globalization;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Client.Quality;

namespace T2L.Cli.Commands;

/// <summary>adapters checks and adapters release: what is known of a version's quality.</summary>
internal static class AdaptersChecksCommand
{
    private static readonly Argument<string> Reference = ReferenceArgument.Create();
    private static readonly Option<bool> Again = new("--again") { Description = "Check it again first: its numbers at once, its effect by the next worker that loads it." };
    private static readonly Option<string> Reason = new("--reason") { Description = "Why it may be used all the same; it stands in the audit log.", Required = true };

    public static Command Checks() => ClientCommand.Create("checks", "What was checked of a version, and what came of it.", ChecksAsync,
        [Reference, Again], "./t2l adapters checks math/gsm8k:3", "./t2l adapters checks math/gsm8k:3 --again", "./t2l adapters list --status quarantined");

    public static Command Release() => ClientCommand.Create("release", "Let a quarantined version out.", ReleaseAsync,
        [Reference, Reason], "./t2l adapters release math/gsm8k:3 --reason \"strong on purpose, measured on 500 tasks\"");

    private static async Task<object> ChecksAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var reference = parsed.GetValue(Reference)!;
        return Report(parsed, await (parsed.GetValue(Again) ? t2l.Checks.RepeatAsync(reference, cancellation) : t2l.Checks.GetAsync(reference, cancellation)).ConfigureAwait(false));
    }

    private static async Task<object> ReleaseAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation) =>
        Report(parsed, await t2l.Checks.ReleaseAsync(parsed.GetValue(Reference)!, parsed.GetValue(Reason)!, cancellation).ConfigureAwait(false));

    private static CheckInfo Report(ParseResult parsed, CheckInfo entry)
    {
        if (!parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Line($"{entry.Adapter}:{entry.Version} is {entry.Status}{(entry.CheckedAt is { } at ? $", checked {at.ToString("u", CultureInfo.InvariantCulture)} by {entry.CheckedBy}" : "")}.");
            Terminal.Table(["check", "passed", "what came of it"], entry.Checks.Select(check => (IReadOnlyList<string>)[check.Name, check.Passed ? "yes" : "no", check.Sentence]));
        }
        return entry;
    }
}
