using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using T2L.Api.Jobs;
using T2L.Api.Security;
using T2L.Registry.Catalog;
using T2L.Registry.Data;

namespace T2L.Api.Adapters;

internal static class GenerateAdapterHandler
{
    public static async Task<Results<Created<AdapterResponse>, Accepted<JobResponse>, ProblemHttpResult>> GenerateAdapter(
        GenerateAdapterRequest request, HttpContext http, JobSubmitter submitter, JobWatch watch, AdapterCatalog catalog,
        IOptions<ApiOptions> options, CancellationToken cancellationToken)
    {
        var (id, fault) = IdempotencyKey.Of(http.Request);
        if (fault is not null)
            return Problems.Invalid("headers", fault);
        var job = await submitter.SubmitAsync(request.ToJob(id, Caller.Current.Actor), cancellationToken);
        if (PreferWait.Of(http.Request, options.Value.MaxWaitSeconds) is { } patience)
        {
            http.Response.Headers["Preference-Applied"] = $"wait={patience.TotalSeconds:0}";
            job = await watch.WaitAsync(job.Id, patience, cancellationToken) ?? job;
        }
        return job switch
        {
            { Status: JobStatus.Ready, AdapterDigest: { } digest } => await PublishedAsync(digest.Value, job, catalog, cancellationToken),
            { Status: JobStatus.Failed } => Problems.GenerationFailed(job.Id, job.Error!),
            _ => TypedResults.Accepted($"/v1/jobs/{job.Id}", JobResponse.Of(job)),
        };
    }

    private static async Task<Results<Created<AdapterResponse>, Accepted<JobResponse>, ProblemHttpResult>> PublishedAsync(string digest, GenerationJob job, AdapterCatalog catalog, CancellationToken cancellationToken)
    {
        // An order sent again under its key may find what it made deleted.
        if (await catalog.FindAsync(digest, cancellationToken) is not { } entry)
            return Problems.AdapterNotFound(digest);
        // The same bytes may have been published before, for other words or examples: what this request came to is in its job.
        return TypedResults.Created($"/v1/adapters/{entry.Id}", AdapterResponse.Of(entry with { Report = job.Report }));
    }
}
