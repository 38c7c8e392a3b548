using System.Globalization;
using T2L.Registry.Data;
using T2L.Registry.Jobs;

namespace T2L.Api.Pages.Jobs;

/// <summary>What the page of jobs shows.</summary>
/// <param name="Found">The jobs.</param>
/// <param name="Status">The filter, as in the address; empty for none.</param>
/// <param name="Page">The token of this page; null for the first.</param>
/// <param name="Now">What ages are counted from.</param>
public sealed record JobsModel(JobPage Found, string Status, string? Page, DateTimeOffset Now)
{
    /// <summary>The filters, by what they are in the address.</summary>
    public static IReadOnlyList<(string Status, string Name)> Filters { get; } =
        [("", "All"), ("queued,running", "Unfinished"), ("ready", "Ready"), ("failed", "Failed"), ("cancelled", "Cancelled")];

    /// <summary>Whether something may change without anybody looking.</summary>
    public bool IsMoving => Found.Items.Any(job => !IsOver(job));

    /// <summary>Whether nothing will happen to a job any more.</summary>
    public static bool IsOver(GenerationJob job) => job.Status is JobStatus.Ready or JobStatus.Failed or JobStatus.Cancelled;

    /// <summary>The address of another part of the list.</summary>
    public static string Address(string status, string? page = null) =>
        "/jobs" + QueryString.Create([.. status.Length > 0 ? [KeyValuePair.Create("status", (string?)status)] : Array.Empty<KeyValuePair<string, string?>>(), .. page is null ? Array.Empty<KeyValuePair<string, string?>>() : [KeyValuePair.Create("page", (string?)page)]]);

    /// <summary>What a job's worker does, in words; empty where that is not known.</summary>
    public static string Doing(GenerationJob job) => job is { Status: JobStatus.Running, Progress: { } at }
        ? at.Stage switch
        {
            "embed" => "reads the task",
            "generate" => "writes the weights",
            "search" => at.Steps is { } steps ? string.Create(CultureInfo.InvariantCulture, $"searches, round {at.Step} of {steps}") : "searches",
            "publish" => "publishes",
            "check" => "checks what it does",
            var other => other,
        }
        : "";

    /// <summary>How long ago, in one unit.</summary>
    public string Age(DateTimeOffset then) => (Now - then) switch
    {
        { TotalSeconds: < 10 } => "just now",
        { TotalMinutes: < 1 } age => Unit(age.TotalSeconds, "s"),
        { TotalHours: < 1 } age => Unit(age.TotalMinutes, "min"),
        { TotalDays: < 1 } age => Unit(age.TotalHours, "h"),
        var age => Unit(age.TotalDays, "d"),
    };

    /// <summary>How long its worker took, in milliseconds or seconds; empty where it is not over.</summary>
    public static string Took(GenerationJob job) => job is { StartedAt: { } start, FinishedAt: { } end }
        ? (end - start) switch
        {
            { TotalSeconds: < 1 } span => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, span.TotalMilliseconds):0} ms"),
            var span => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s"),
        }
        : "";

    private static string Unit(double number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(number):0} {unit} ago");
}
