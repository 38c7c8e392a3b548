using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using T2L.Adapters.Examples;
using T2L.Adapters.Origin;
using T2L.Api.Jobs;
using T2L.Cli.Hosting;
using T2L.Cli.Output;
using T2L.Cli.Profiles;
using T2L.Contracts;
using T2L.Hub.Profiles;
using T2L.Registry;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Data;
using T2L.Registry.Jobs;
using T2L.Worker;

namespace T2L.Cli.Commands;

/// <summary>adapt: the main job. Describe, generate, register, announce, load, answer.</summary>
internal static class AdaptCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // In the order in which they happen; the registry's jsonb keeps them by length of name.
    private static readonly string[] Stages = ["wait", "embed", "generate", "search", "publish"];

    private static readonly Argument<string> Description = new("description") { Description = "The task in plain English." };
    private static readonly Option<string[]> Prompt = new("--prompt") { Description = "An input to try; may be given several times.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<DirectoryInfo?> Model = new("--model") { Description = "Base model folder. Default: Inference:BaseModel." };
    private static readonly Option<DirectoryInfo?> Hypernetwork = new("--hypernetwork") { Description = "Hypernetwork folder. Default: Generation:Hypernetwork." };
    private static readonly Option<DirectoryInfo?> Encoder = new("--encoder") { Description = "Text encoder folder. Default: Generation:Encoder." };
    private static readonly Option<string?> Name = new("--name") { Description = "Name to keep the adapter under." };
    private static readonly Option<FileInfo?> Examples = new("--examples") { Description = "JSON lines {\"input\": ..., \"answer\": ...}, 1 to 64: search with them for a better adapter than the description's." };
    private static readonly Option<long> Seed = new("--seed") { Description = "Start of that search's random numbers; the same request finds the same adapter.", DefaultValueFactory = _ => 0 };
    private static readonly Option<int> MaxTokens = new("--max-tokens") { Description = "Longest answer.", DefaultValueFactory = _ => 64 };

    public static Command Create()
    {
        var command = new Command("adapt", "Describe a task, get an adapter, ask it: the whole system in one command.")
        {
            Description, Prompt, ProfileOption.Name, Model, Hypernetwork, Encoder, Name, Examples, Seed, MaxTokens,
        };
        command.SetAction(RunAsync);
        return command.WithExamples(
            "./t2l adapt \"Write the word backwards.\" --prompt stone --prompt river",
            "./t2l adapt --profile gemma-2-2b \"Answer grade school maths questions step by step.\" --prompt \"What is 12 times 11?\"",
            "./t2l adapt \"Write the word backwards.\" --examples examples.jsonl --prompt stone",
            "./t2l adapt \"What month is the date in?\" --prompt 2024-03-17 --json");
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var description = TaskDescription.Check(parsed.GetValue(Description)!);
        if (parsed.GetValue(MaxTokens) < 1)
            throw new UsageException($"--max-tokens is {parsed.GetValue(MaxTokens)}; it must be at least 1.");
        if (parsed.GetValue(Examples) is null && GivenOption.First(parsed, [Seed]) is { } useless)
            throw new UsageException($"{useless} needs --examples: only a search with them draws by chance.");
        var examples = parsed.GetValue(Examples) is { } file ? ExampleFile.Read(file.FullName) : null;
        var settings = ProfileOption.Load(parsed, Overrides(parsed), PartKind.BaseModel, PartKind.Hypernetwork, PartKind.Encoder);
        var clock = Stopwatch.StartNew();
        using var host = T2LHost.BuildEmbedded(settings, parsed.GetValue(CommonOptions.Verbose));
        await host.StartAsync(cancellation).ConfigureAwait(false);
        try
        {
            var startMs = clock.Elapsed.TotalMilliseconds;
            // Before the order: a model that cannot be loaded is told as it is, and leaves no job behind.
            var models = host.Services.GetRequiredService<WorkerModels>();
            await models.WhenLoadedAsync(cancellation).ConfigureAwait(false);
            var loadMs = clock.Elapsed.TotalMilliseconds - startMs;
            var job = await GenerateAsync(host.Services, new NewJob(
                description, parsed.GetValue(Name), models.Hypernetwork, examples, examples is null ? null : parsed.GetValue(Seed)) { RequestedBy = Actor.OfProcess() }, cancellation).ConfigureAwait(false);
            var entry = await host.Services.GetRequiredService<AdapterCatalog>().FindAsync(job.AdapterDigest!.Value, cancellation).ConfigureAwait(false)
                ?? throw new InvalidOperationException($"Job {job.Id} is ready, but its adapter {job.AdapterDigest} is not in the catalog.");
            clock.Restart();
            var answers = await AskAsync(host.Services.GetRequiredService<IInferenceEngine>(), entry, parsed.GetValue(Prompt) ?? [], parsed.GetValue(MaxTokens), cancellation).ConfigureAwait(false);
            Print(parsed.GetValue(CommonOptions.Json), entry, job.Report, Timings(startMs, loadMs, job, clock.Elapsed.TotalMilliseconds), answers);
            return ExitCode.Success;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> Overrides(ParseResult parsed)
    {
        foreach (var (option, key) in new[] { (Model, "Inference:BaseModel"), (Hypernetwork, "Generation:Hypernetwork"), (Encoder, "Generation:Encoder") })
            if (parsed.GetValue(option) is { } folder)
                yield return new(key, folder.Exists ? folder.FullName : throw new UsageException($"{option.Name} '{folder.FullName}' does not exist."));
    }

    private static async Task<GenerationJob> GenerateAsync(IServiceProvider services, NewJob order, CancellationToken cancellation)
    {
        var queued = await services.GetRequiredService<JobSubmitter>().SubmitAsync(order, cancellation).ConfigureAwait(false);
        try
        {
            var job = await services.GetRequiredService<JobWatch>().WaitAsync(queued.Id, Patience, cancellation).ConfigureAwait(false);
            return job?.Status switch
            {
                JobStatus.Ready => job,
                JobStatus.Failed => throw new InvalidOperationException($"No adapter could be generated: {job.Error}"),
                _ => throw new TimeoutException($"No adapter after {Patience.TotalMinutes:F0} minutes; the order was taken back. Try again, with --verbose to see what happens."),
            };
        }
        catch
        {
            // Nobody waits for it any more; left alone, the next process would work it off.
            await services.GetRequiredService<GenerationJobs>().CancelAsync(queued.Id, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    // Base and adapted go out together, so that the engine can put both into one batch.
    private static async Task<IReadOnlyList<Answer>> AskAsync(
        IInferenceEngine engine, CatalogEntry entry, IReadOnlyList<string> prompts, int maxTokens, CancellationToken cancellation)
    {
        await engine.PrefetchAsync(entry.Digest.Value, cancellation).ConfigureAwait(false);
        var asked = prompts.Select(prompt => (
            prompt,
            Base: engine.CompleteAsync(CompletionRequest.OfUser(prompt, null, maxTokens), cancellation),
            Adapted: engine.CompleteAsync(CompletionRequest.OfUser(prompt, entry.Digest.Value, maxTokens), cancellation))).ToList();
        var answers = new List<Answer>();
        foreach (var (prompt, plain, adapted) in asked)
            answers.Add(new(prompt, (await plain.ConfigureAwait(false)).Text, (await adapted.ConfigureAwait(false)).Text));
        return answers;
    }

    private static Dictionary<string, double> Timings(double startMs, double loadMs, GenerationJob job, double answerMs)
    {
        var timings = new Dictionary<string, double> { ["start"] = startMs, ["load_models"] = loadMs };
        foreach (var stage in (job.Timings ?? new Dictionary<string, double>()).OrderBy(stage => Array.IndexOf(Stages, stage.Key)))
            timings[stage.Key] = stage.Value;
        timings["answer"] = answerMs;
        return timings;
    }

    private static void Print(bool json, CatalogEntry entry, GenerationReport? report, Dictionary<string, double> timings, IReadOnlyList<Answer> answers)
    {
        if (json)
        {
            Terminal.Json(new
            {
                Adapter = new { entry.Id, Digest = entry.Digest.Value, entry.BaseModel, entry.Rank, entry.Parameters },
                TimingsMs = timings.ToDictionary(stage => stage.Key, stage => Math.Round(stage.Value, 2)),
                Answers = answers,
                report?.Novelty,
                report?.Search,
            });
            return;
        }
        Terminal.Line($"adapter     {entry.Id}");
        Terminal.Line($"digest      {entry.Digest}");
        Terminal.Line($"base model  {entry.BaseModel}");
        Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"rank        {entry.Rank}, {entry.Parameters:N0} parameters"));
        Terminal.Line("time        " + string.Join(", ", timings.Select(stage => string.Create(CultureInfo.InvariantCulture, $"{stage.Key.Replace('_', ' ')} {stage.Value:F1} ms"))));
        foreach (var line in ReportLines.Of(report))
            Terminal.Line(line);
        if (answers.Count > 0)
            Terminal.Table(["prompt", "base model", "with the adapter"], answers.Select(answer => (IReadOnlyList<string>)[answer.Prompt, answer.Base, answer.Adapted]));
    }

    private sealed record Answer(string Prompt, string Base, string Adapted);
}
