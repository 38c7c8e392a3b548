using Microsoft.AspNetCore.Mvc;
using T2L.Api.Validation;
using T2L.Registry.Data;
using T2L.Registry.Jobs;

namespace T2L.Api.Jobs;

/// <summary>The query of <c>GET /v1/jobs</c>.</summary>
/// <param name="Page">The <c>next_page</c> of the page before.</param>
/// <param name="Limit">How many, 1 to 200; default 50.</param>
/// <param name="Status">Only jobs that stand like this: <c>queued</c>, <c>running</c>, <c>ready</c>, <c>failed</c>, <c>cancelled</c>, or several with commas.</param>
internal sealed record JobListQuery(
    [FromQuery(Name = "page")] string? Page = null,
    [FromQuery(Name = "limit")] int Limit = PageLimit.Default,
    [FromQuery(Name = "status")] string? Status = null)
{
    private IEnumerable<string> Words => (Status ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public (string Field, string Sentence)? Fault()
    {
        if (PageLimit.Fault(Limit) is { } limit)
            return limit;
        return Words.FirstOrDefault(word => JobStatusNames.Parse(word) is null) is { } unknown
            ? ("status", $"status is '{unknown}'; expected {string.Join(", ", JobStatusNames.All)}, or several of them with commas. Leave it out for all.")
            : null;
    }

    public JobPageRequest ToRequest() => new(Limit, Page, [.. Words.Select(word => JobStatusNames.Parse(word)!.Value).Distinct()]);
}

/// <summary>The words for states, as JSON and queries have them.</summary>
internal static class JobStatusNames
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<JobStatus>().Select(NameOf)];

    public static string NameOf(this JobStatus status) => status switch
    {
        JobStatus.Queued => "queued",
        JobStatus.Running => "running",
        JobStatus.Ready => "ready",
        JobStatus.Failed => "failed",
        _ => "cancelled",
    };

    public static JobStatus? Parse(string word)
    {
        foreach (var status in Enum.GetValues<JobStatus>())
        {
            if (status.NameOf() == word)
                return status;
        }
        return null;
    }
}
