using System.CommandLine;
using System.Globalization;
using T2L.Cli.Hosting;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Client.Jobs;

namespace T2L.Cli.Commands;

/// <summary>jobs: orders for adapters, and what becomes of them.</summary>
internal static class JobsCommand
{
    private static readonly Argument<Guid> Id = new("job") { Description = "Id of a job." };
    private static readonly Option<string?> Status = new("--status") { Description = "Only jobs that stand like this: queued, running, ready, failed, cancelled; several with commas." };
    private static readonly Option<int> Limit = new("--limit") { Description = "Rows on a page, at most 200.", DefaultValueFactory = _ => 50 };
    private static readonly Option<string?> After = new("--after") { Description = "Token of the next page, as the last one printed it." };

    static JobsCommand() => Status.CompletionSources.Add("queued", "running", "ready", "failed", "cancelled");

    public static Command Create() => new Command("jobs", "Orders for adapters: list them, follow them, cancel them.")
    {
        ClientCommand.Create("list", "The jobs, newest first.", ListAsync, [Status, Limit, After], "./t2l jobs list", "./t2l jobs list --status queued,running"),
        ClientCommand.Create("show", "How a job stands.", ShowAsync, [Id], "./t2l jobs show 01a2009d-7259-7969-9dd5-af8bbc4e0a36"),
        Watch(),
        ClientCommand.Create("cancel", "Cancel a job that is not over; a worker that has it stops.", CancelAsync, [Id], "./t2l jobs cancel 01a2009d-7259-7969-9dd5-af8bbc4e0a36"),
        ServerConnection.Server,
    }.WithExamples("./t2l jobs list", "./t2l jobs watch 01a2009d-7259-7969-9dd5-af8bbc4e0a36 --server http://127.0.0.1:8080");

    /// <summary>Follows a job until it is over, with a line on stderr for each change.</summary>
    /// <returns>The job as it ended.</returns>
    internal static async Task<JobInfo> FollowAsync(T2LClient t2l, Guid id, CancellationToken cancellation)
    {
        await foreach (var job in t2l.Jobs.WatchAsync(id, cancellation).ConfigureAwait(false))
        {
            Terminal.Status($"job  {JobText.State(job)}");
            if (job.IsOver)
                return job;
        }
        return await t2l.Jobs.GetAsync(id, cancellation).ConfigureAwait(false);
    }

    private static Command Watch()
    {
        var command = new Command("watch", "Follow a job until it is over. Exit code 0 where there is an adapter, 1 where it failed or was cancelled.") { Id };
        command.SetAction((parsed, cancellation) => ClientCommand.RunAsync(parsed, withModels: false, async t2l =>
        {
            var job = await FollowAsync(t2l, parsed.GetValue(Id), cancellation).ConfigureAwait(false);
            if (parsed.GetValue(CommonOptions.Json))
                Terminal.Json(job);
            else
                Terminal.Line(job.Status == "ready" ? $"{job.Adapter}" : JobText.Failure(job));
            return job.Status == "ready" ? ExitCode.Success : ExitCode.Failure;
        }, cancellation));
        return command.WithExamples("./t2l jobs watch 01a2009d-7259-7969-9dd5-af8bbc4e0a36");
    }

    private static async Task<object> ListAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var page = await t2l.Jobs.PageAsync(parsed.GetValue(Status), parsed.GetValue(After), ClientCommand.PageSize(parsed, Limit), cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Table(["id", "stands", "asked", "name", "description", "came to"], page.Items.Select(job => (IReadOnlyList<string>)
                [job.Id.ToString(), JobText.State(job), Time(job.CreatedAt), job.Name ?? "", job.Description, job.Adapter ?? job.Error ?? ""]));
            if (page.NextPage is not null)
                Terminal.Status($"more: the same with --after {page.NextPage}");
        }
        return page;
    }

    private static async Task<object> ShowAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var job = await t2l.Jobs.GetAsync(parsed.GetValue(Id), cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Table(["", ""],
            [
                ["id", job.Id.ToString()], ["stands", JobText.State(job)], ["description", job.Description], ["name", job.Name ?? ""], ["attempts", job.Attempts.ToString(CultureInfo.InvariantCulture)],
                ["adapter", job.Adapter ?? ""], ["error", job.Error ?? ""], ["asked", Time(job.CreatedAt)], ["taken", Time(job.StartedAt)], ["over", Time(job.FinishedAt)],
                ["time", string.Join(", ", (job.TimingsMs ?? new Dictionary<string, double>()).Select(stage => string.Create(CultureInfo.InvariantCulture, $"{stage.Key} {stage.Value:F1} ms")))],
            ]);
        }
        return job;
    }

    private static async Task<object> CancelAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var job = await t2l.Jobs.CancelAsync(parsed.GetValue(Id), cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Line($"Job {job.Id} is cancelled.");
        return job;
    }

    private static string Time(DateTimeOffset? time) => time?.ToString("u", CultureInfo.InvariantCulture) ?? "";
}
