using T2L.Api.Jobs;
using T2L.Registry.Jobs;

namespace T2L.Api.Pages.Jobs;

/// <summary><c>/jobs</c>: what is being made, what was, and what went wrong.</summary>
internal static class JobPagesEndpoints
{
    private const int RowsOnAPage = 25;

    public static void MapJobPages(this IEndpointRouteBuilder pages) => pages.MapGet("/jobs", ShowAsync);

    private static async Task<IResult> ShowAsync(HttpRequest request, GenerationJobs jobs, TimeProvider time, CancellationToken cancellationToken, string? status = null, string? page = null)
    {
        var query = new JobListQuery(page, RowsOnAPage, status);
        if (query.Fault() is { } fault)
            return T2L.Api.Problems.Invalid(fault.Field, fault.Sentence);
        var model = new JobsModel(await jobs.ListAsync(query.ToRequest(), cancellationToken), status ?? "", page, time.GetUtcNow());
        return PageAddress.WantsFragment(request) ? PageResult.Of<JobTable>(model) : PageResult.Of<JobsPage>(model);
    }
}
