using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Registry.Data;
using T2L.Registry.Jobs;

namespace T2L.Api.Jobs;

internal static class JobHandlers
{
    public static async Task<Results<Ok<JobResponse>, ProblemHttpResult>> GetJob(Guid id, GenerationJobs jobs, CancellationToken cancellationToken) =>
        await jobs.FindAsync(id, cancellationToken) is { } job ? TypedResults.Ok(JobResponse.Of(job)) : Problems.JobNotFound(id);

    public static async Task<Results<Ok<JobListResponse>, ProblemHttpResult>> ListJobs(
        GenerationJobs jobs, [AsParameters] JobListQuery query, CancellationToken cancellationToken)
    {
        if (query.Fault() is { } fault)
            return Problems.Invalid(fault.Field, fault.Sentence);
        var page = await jobs.ListAsync(query.ToRequest(), cancellationToken);
        return TypedResults.Ok(new JobListResponse([.. page.Items.Select(JobResponse.Of)], page.Next));
    }

    public static async Task<Results<Ok<JobResponse>, ProblemHttpResult>> CancelJob(
        Guid id, GenerationJobs jobs, JobSubmitter submitter, CancellationToken cancellationToken)
    {
        if (await jobs.CancelAsync(id, cancellationToken))
            await submitter.AnnounceEndAsync(id);
        return await jobs.FindAsync(id, cancellationToken) switch
        {
            null => Problems.JobNotFound(id),
            // Who cancels twice gets what they wanted.
            { Status: JobStatus.Cancelled } job => TypedResults.Ok(JobResponse.Of(job)),
            var job => Problems.JobOver(job),
        };
    }
}
