using System.CommandLine;
using System.Globalization;
using T2L.Cli.Hosting;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Client.Adapters;
using T2L.Client.Jobs;

namespace T2L.Cli.Commands;

/// <summary>adapters batch: many descriptions at once.</summary>
internal static class AdaptersBatchCommand
{
    private const int OrdersOfRequest = 100;
    private static readonly Argument<string> Source = new("file")
    {
        Description = "A description a line, or JSON lines {\"description\": ..., \"name\": ..., \"examples\": [...], \"seed\": ...}; - for standard input.",
    };

    private static readonly Option<string?> Key = new("--key")
    {
        Description = "The same orders under the same key are the jobs that are there: to send a file again that may have arrived in part.",
    };

    private static readonly Option<bool> NoWait = new("--no-wait") { Description = "Order them and print the jobs; needs a running server." };

    public static Command Create()
    {
        var command = new Command("batch", "Have an adapter made of every line of a file. Exit code 1 where one could not be made.") { Source, Key, NoWait };
        command.SetAction((parsed, cancellation) =>
        {
            AdaptersMakeCommand.RefuseToLeave(parsed, NoWait);
            var orders = BatchFile.Read(parsed.GetValue(Source)!);
            return ClientCommand.RunAsync(parsed, withModels: true, t2l => RunAsync(parsed, t2l, orders, cancellation), cancellation);
        });
        return command.WithExamples("./t2l adapters batch tasks.txt", "./t2l adapters batch tasks.jsonl --key monday --no-wait --server http://127.0.0.1:8080");
    }

    private static async Task<int> RunAsync(ParseResult parsed, T2LClient t2l, IReadOnlyList<AdapterOrder> orders, CancellationToken cancellation)
    {
        var jobs = await OrderAsync(t2l, orders, parsed.GetValue(Key), cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(NoWait))
            jobs = await UntilOverAsync(parsed, t2l, jobs, cancellation).ConfigureAwait(false);
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(new { Items = jobs });
        else
            Print(jobs, waited: !parsed.GetValue(NoWait));
        return jobs.Any(job => job.Status is "failed" or "cancelled") ? ExitCode.Failure : ExitCode.Success;
    }

    // A request is carried out as a whole; where one of several fails, those before it are on their way.
    private static async Task<IReadOnlyList<JobInfo>> OrderAsync(T2LClient t2l, IReadOnlyList<AdapterOrder> orders, string? key, CancellationToken cancellation)
    {
        var jobs = new List<JobInfo>();
        foreach (var (place, some) in orders.Chunk(OrdersOfRequest).Index())
        {
            try
            {
                var part = key is null ? null : string.Create(CultureInfo.InvariantCulture, $"{key}:{place}");
                jobs.AddRange(await ClientCommand.WhenReadyAsync(() => t2l.Adapters.OrderManyAsync(some, part, cancellation), cancellation).ConfigureAwait(false));
            }
            catch (Exception error) when (jobs.Count > 0 && error is T2LException or HttpRequestException)
            {
                throw new InvalidOperationException($"{jobs.Count} of {orders.Count} were ordered (./t2l jobs list), then: {error.Message}", error);
            }
        }
        return jobs;
    }

    // What is made by this process is not made any more when it ends; a server goes on.
    private static async Task<IReadOnlyList<JobInfo>> UntilOverAsync(ParseResult parsed, T2LClient t2l, IReadOnlyList<JobInfo> jobs, CancellationToken cancellation)
    {
        try
        {
            return await new BatchProgress(t2l).UntilOverAsync(jobs, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ServerConnection.NameOf(parsed) is null)
        {
            foreach (var job in jobs)
                await CancelAsync(t2l, job).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task CancelAsync(T2LClient t2l, JobInfo job)
    {
        try
        {
            await t2l.Jobs.CancelAsync(job.Id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (T2LException error) when (error.Code == "job_over")
        {
        }
    }

    private static void Print(IReadOnlyList<JobInfo> jobs, bool waited)
    {
        Terminal.Table(["job", "stands", "description", "came to"], jobs.Select(job => (IReadOnlyList<string>)
            [job.Id.ToString(), JobText.State(job), job.Description, job.Adapter ?? job.Error ?? ""]));
        var made = jobs.Count(job => job.Status == "ready");
        if (waited)
            Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{made} of {jobs.Count} made{(made == jobs.Count ? "." : $"; {jobs.Count - made} could not be made.")}"));
    }
}
