using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using T2L.Cli.Output;
using T2L.Registry.Audit;
using T2L.Registry.Collection;

namespace T2L.Cli.Commands;

/// <summary>adapters gc: versions deleted long ago go for good, and bytes that nothing points at are freed.</summary>
internal static class AdaptersGcCommand
{
    private static readonly Option<string> OlderThan = new("--older-than") { Description = "How long ago a version has to be deleted: 30d, 12h, 0d. Default 30d.", DefaultValueFactory = _ => "30d" };
    private static readonly Option<string> Grace = new("--grace") { Description = "How old bytes without a version have to be; somebody may be publishing them. Default 24h.", DefaultValueFactory = _ => "24h" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would go, remove nothing." };

    public static Command Create() => RegistryCommand.Create("gc", "Remove versions that were deleted long ago for good, and free bytes that no version points at.", RunAsync, [OlderThan, Grace, DryRun],
        "./t2l adapters gc --dry-run", "./t2l adapters gc --older-than 7d");

    private static async Task<object> RunAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var report = await services.GetRequiredService<GarbageCollector>().RunAsync(
            Span("--older-than", parsed.GetValue(OlderThan)!), Span("--grace", parsed.GetValue(Grace)!), Actor.OfProcess(), parsed.GetValue(DryRun), cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
        {
            foreach (var version in report.Purged)
                Terminal.Line($"'{version.Name}', version {version.Version}, deleted {version.DeletedAt:yyyy-MM-dd}, {(report.DryRun ? "would go" : "is gone")}");
            Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{report.Purged.Count} versions {(report.DryRun ? "would be purged" : "purged")}; {report.Blobs} blobs, {report.Bytes:N0} bytes {(report.DryRun ? "would be freed" : "freed")}"));
        }
        return report;
    }

    private static TimeSpan Span(string option, string text)
    {
        var whole = int.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 36500;
        return (whole, text.LastOrDefault()) switch
        {
            (true, 'd') => TimeSpan.FromDays(number),
            (true, 'h') => TimeSpan.FromHours(number),
            _ => throw new UsageException($"{option} is '{text}'; expected days or hours such as 30d or 12h, at most 36500."),
        };
    }
}
