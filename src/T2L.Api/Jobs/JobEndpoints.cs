using T2L.Api.Document;
using T2L.Api.Security;
using T2L.Registry.Keys;

namespace T2L.Api.Jobs;

/// <summary>The generation jobs: how they stand, what becomes of them, and away with one.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder app)
    {
        var jobs = app.MapGroup("/v1/jobs").WithTags("Jobs").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        jobs.MapGet("/", JobHandlers.ListJobs)
            .WithName(nameof(JobHandlers.ListJobs))
            .WithSummary("The generation jobs, newest first; with status=failed, or status=queued,running, only those.")
            .Answers(JobExamples.List).Given("status", "ready,failed");
        jobs.MapGet("/{id}", JobHandlers.GetJob)
            .WithName(nameof(JobHandlers.GetJob))
            .WithSummary("How a generation job stands; when ready, its adapter and the time of each stage.")
            .Given("id", Demo.Job).Answers(JobExamples.Ready)
            .ProducesProblem(StatusCodes.Status404NotFound);
        jobs.MapGet("/{id}/events", JobEvents.WatchJob)
            .WithName(nameof(JobEvents.WatchJob))
            .WithSummary("What becomes of a job, as server-sent events.").Given("id", Demo.Job)
            .WithDescription("An event 'job' with the job as JSON at once and at every change; the stream ends after the job does. With 'Last-Event-ID' what was seen is not sent again; 204 when there is nothing more to come.")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .ProducesProblem(StatusCodes.Status404NotFound);
        jobs.MapPost("/{id}/cancel", JobHandlers.CancelJob).Needs(KeyScope.Generate)
            .WithName(nameof(JobHandlers.CancelJob))
            .WithSummary("Cancel a job that is not over; a worker that has it stops.")
            .Given("id", Demo.RunningJob).Answers(JobExamples.Cancelled)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }
}
