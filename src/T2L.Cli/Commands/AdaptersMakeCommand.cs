using System.CommandLine;
using System.Globalization;
using T2L.Adapters.Examples;
using T2L.Adapters.Origin;
using T2L.Cli.Hosting;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Client.Adapters;
using T2L.Client.Jobs;
using T2L.Registry;

namespace T2L.Cli.Commands;

/// <summary>adapters make: a description becomes an adapter, by a server.</summary>
internal static class AdaptersMakeCommand
{
    private static readonly Argument<string> Description = new("description") { Description = "The task in plain English." };
    private static readonly Option<string?> Name = new("--name") { Description = "Name to keep the adapter under." };
    private static readonly Option<FileInfo?> Examples = new("--examples")
    {
        Description = "JSON lines {\"input\": ..., \"answer\": ...}, 1 to 64: search with them for a better adapter than the description's.",
    };

    private static readonly Option<long?> Seed = new("--seed") { Description = "Start of that search's random numbers. Default: 0." };
    private static readonly Option<bool> NoWait = new("--no-wait") { Description = "Order it and print the job; needs a running server." };

    public static Command Create()
    {
        var command = new Command("make", "Have an adapter made of a description. 'adapt' does the same in one process, and tries it.") { Description, Name, Examples, Seed, NoWait };
        command.SetAction((parsed, cancellation) =>
        {
            var order = Order(parsed);
            RefuseToLeave(parsed, NoWait);
            return ClientCommand.RunAsync(parsed, withModels: true, t2l => RunAsync(parsed, t2l, order, cancellation), cancellation);
        });
        return command.WithExamples(
            "./t2l adapters make \"Write the word backwards.\" --name text/backwards", "./t2l adapters make \"Write the word backwards.\" --no-wait --server http://127.0.0.1:8080");
    }

    /// <summary>Refuses not to wait for what is made by this process alone.</summary>
    internal static void RefuseToLeave(ParseResult parsed, Option<bool> noWait)
    {
        if (parsed.GetValue(noWait) && ServerConnection.NameOf(parsed) is null)
            throw new UsageException($"{noWait.Name} needs --server: without one the adapters are made by this command, and it ends.");
    }

    private static AdapterOrder Order(ParseResult parsed)
    {
        if (parsed.GetValue(Examples) is null && GivenOption.First(parsed, [Seed]) is { } useless)
            throw new UsageException($"{useless} needs --examples: only a search with them draws by chance.");
        return new AdapterOrder(TaskDescription.Check(parsed.GetValue(Description)!))
        {
            Name = parsed.GetValue(Name), Seed = parsed.GetValue(Seed),
            Examples = parsed.GetValue(Examples) is { } file ? [.. ExampleFile.Read(file.FullName).Select(example => new Example(example.Input, example.Answer))] : null,
        };
    }

    private static async Task<int> RunAsync(ParseResult parsed, T2LClient t2l, AdapterOrder order, CancellationToken cancellation)
    {
        var job = await ClientCommand.WhenReadyAsync(() => t2l.Adapters.OrderAsync(order, cancellationToken: cancellation), cancellation).ConfigureAwait(false);
        if (parsed.GetValue(NoWait))
        {
            if (parsed.GetValue(CommonOptions.Json))
                Terminal.Json(new { Job = job });
            else
                Terminal.Line($"Job {job.Id} is {job.Status}. Follow it: ./t2l jobs watch {job.Id}");
            return ExitCode.Success;
        }
        job = await UntilOverAsync(parsed, t2l, job, cancellation).ConfigureAwait(false);
        if (job.Status != "ready")
            throw new InvalidOperationException(JobText.Failure(job));
        Report(parsed, job, order, await t2l.Adapters.GetAsync(job.Adapter!, cancellation).ConfigureAwait(false));
        return ExitCode.Success;
    }

    // What is made by this process is not made any more when it ends; a server goes on.
    private static async Task<JobInfo> UntilOverAsync(ParseResult parsed, T2LClient t2l, JobInfo job, CancellationToken cancellation)
    {
        try
        {
            return await JobsCommand.FollowAsync(t2l, job.Id, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ServerConnection.NameOf(parsed) is null)
        {
            await t2l.Jobs.CancelAsync(job.Id, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private static void Report(ParseResult parsed, JobInfo job, AdapterOrder order, AdapterInfo entry)
    {
        if (parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Json(new { Adapter = AdapterDocument.Of(entry), Job = job });
            return;
        }
        Terminal.Line(order.Name is null || entry.Name == order.Name
            ? string.Create(CultureInfo.InvariantCulture, $"{entry.Digest} is '{entry.Name}', version {entry.Version}")
            : string.Create(CultureInfo.InvariantCulture, $"{entry.Digest} exists already as '{entry.Name}', version {entry.Version}; a version keeps its name."));
        foreach (var line in ReportLines.Of(new GenerationReport(job.Novelty, job.Search)))
            Terminal.Line(line);
    }
}
