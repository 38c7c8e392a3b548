using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using T2L.Registry.Data;
using T2L.Registry.Jobs;

namespace T2L.Api.Jobs;

/// <summary>What becomes of one job, as server-sent events. Written by hand: the framework's writer knows no comments, which keep proxies from closing a quiet stream.</summary>
internal static class JobEvents
{
    private const int RetryMs = 2000;
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(15);

    public static async Task<Results<PushStreamHttpResult, NoContent, ProblemHttpResult>> WatchJob(
        Guid id, HttpContext http, GenerationJobs jobs, JobWatch watch, IHostApplicationLifetime lifetime,
        IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(id, cancellationToken) is not { } job)
            return Problems.JobNotFound(id);
        var isSeen = http.Request.Headers["Last-Event-ID"].ToString() == Tag(job);
        // A browser calls again when a stream ends; this tells it that there is nothing more to come.
        if (isSeen && JobWatch.IsOver(job))
            return TypedResults.NoContent();
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.Stream(async stream =>
        {
            // A stream would keep a server that stops waiting for it.
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
            await WriteAsync(stream, job, isSeen, watch, json.Value.SerializerOptions, ending.Token);
        }, "text/event-stream");
    }

    private static async Task WriteAsync(Stream stream, GenerationJob job, bool isSeen, JobWatch watch, JsonSerializerOptions json, CancellationToken ending)
    {
        try
        {
            await SendAsync(stream, $"retry: {RetryMs}\n\n", ending);
            if (!isSeen)
                await SendAsync(stream, Event(job, json), ending);
            await foreach (var changed in watch.ChangesAsync(job, Pulse, ending))
                await SendAsync(stream, changed is null ? ": still there\n\n" : Event(changed, json), ending);
        }
        catch (OperationCanceledException)
        {
            // The caller left, or the server stops; the caller may come back.
        }
    }

    private static string Event(GenerationJob job, JsonSerializerOptions json) =>
        $"event: job\nid: {Tag(job)}\ndata: {JsonSerializer.Serialize(JobResponse.Of(job), json)}\n\n";

    // When the row changed last, in microseconds, which is all the database keeps.
    private static string Tag(GenerationJob job) =>
        ((job.UpdatedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);

    private static async Task SendAsync(Stream stream, string text, CancellationToken ending)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), ending);
        await stream.FlushAsync(ending);
    }
}
