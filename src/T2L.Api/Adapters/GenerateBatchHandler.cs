using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Api.Jobs;
using T2L.Api.Security;

namespace T2L.Api.Adapters;

internal static class GenerateBatchHandler
{
    public static async Task<Results<Accepted<JobBatchResponse>, ProblemHttpResult>> GenerateAdapters(
        GenerateBatchRequest request, HttpContext http, JobSubmitter submitter, CancellationToken cancellationToken)
    {
        var (ids, fault) = IdempotencyKey.OfBatch(http.Request);
        if (fault is not null)
            return Problems.Invalid("headers", fault);
        var items = request.Items!;
        var jobs = await submitter.SubmitAsync([.. items.Select((item, place) => item!.ToJob(ids?.Invoke(place), Caller.Current.Actor))], ids?.Invoke(items.Count), cancellationToken);
        return TypedResults.Accepted("/v1/jobs", new JobBatchResponse([.. jobs.Select(JobResponse.Of)]));
    }
}
