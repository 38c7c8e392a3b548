using System.CommandLine;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Configuration;
using T2L.Adapters.Lora;
using T2L.Cli.Output;
using T2L.Cli.Profiles;
using T2L.Contracts;
using T2L.Embedding;
using T2L.Hub.Profiles;
using T2L.Hypernetwork;
using T2L.Inference;
using T2L.Inference.Prompts;
using T2L.Training.Benchmarks;
using T2L.Training.Rows;

namespace T2L.Cli.Commands;

/// <summary>eval --benchmark: a base model, alone or with one adapter, on a benchmark's questions from a file.</summary>
internal static class BenchmarkEvaluation
{
    private static readonly Option<string?> Benchmark = new("--benchmark") { Description = $"Benchmark to measure instead of the suite: {string.Join(", ", BenchmarkCatalog.Names)}." };
    private static readonly Option<FileInfo?> Data = new("--data") { Description = "The benchmark's questions: JSON lines or a JSON list, in the fields of its data set." };
    private static readonly Option<string?> Adapter = new("--adapter") { Description = "Adapter to answer with: a PEFT folder, or id, digest or name of one in the registry." };
    private static readonly Option<string?> Description = new("--description") { Description = "Describe the task; the hypernetwork makes the adapter to answer with." };
    private static readonly Option<FileInfo?> Icl = new("--icl") { Description = "Training rows; the first three stand before each question as worked examples. gsm8k and humaneval take none." };
    private static readonly Option<string?> TaskDescription = new("--task-description") { Description = "Text to stand before each question; --icl wins. gsm8k takes none." };
    private static readonly Option<DirectoryInfo?> Tasks = new("--tasks") { Description = "Folder of tasks; the question is asked as NAME/metadata.yaml has it instead of in our words." };
    private static readonly Option<int> Limit = new("--limit") { Description = "Questions to ask at most. Default: all.", DefaultValueFactory = _ => int.MaxValue };
    private static readonly Option<int> MaxTokens = new("--max-tokens") { Description = "Longest answer.", DefaultValueFactory = _ => 512 };
    private static readonly Option<string?> ChatTemplate = new("--chat-template") { Description = "Template of prompts: auto, none, t2l-mistral, t2l-llama-3, t2l-gemma-2 or a .jinja file. Default: Inference:ChatTemplate." };
    private static readonly Option<string?> RunCode = new("--run-code") { Description = "Python 3 interpreter to run the model's programs with (humaneval, mbpp). Not a sandbox: they run with your rights." };
    private static readonly Option<FileInfo?> Out = new("--out") { Description = "File that receives every answer. Default: eval_results/<benchmark>_eval_results.json." };

    public static IReadOnlyList<string> Examples { get; } =
    [
        "./t2l eval --benchmark arc_easy --data arc_easy/test.jsonl --model mistral-7b --chat-template t2l-mistral --adapter science",
        "./t2l eval --benchmark gsm8k --data gsm8k/test.jsonl --profile gemma-2-2b --description \"Solve maths problems step by step.\" --limit 200 --json",
    ];

    public static IReadOnlyList<Option> Options { get; } = [Benchmark, Data, Adapter, Description, Icl, TaskDescription, Tasks, Limit, MaxTokens, ChatTemplate, RunCode, Out];

    public static bool IsAsked(ParseResult parsed) => parsed.GetValue(Benchmark) is not null;

    /// <summary>Measures.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="folders">Folders that the command's own options name, by their key of the configuration.</param>
    /// <param name="cancellation">Stops between answers.</param>
    public static async Task<int> RunAsync(ParseResult parsed, IEnumerable<KeyValuePair<string, string?>> folders, CancellationToken cancellation)
    {
        Check(parsed);
        var benchmark = BenchmarkCatalog.Get(parsed.GetValue(Benchmark)!, parsed.GetValue(Tasks)?.FullName);
        var rows = RowFile.Open(parsed.GetValue(Data)!.FullName);
        var settings = ProfileOption.Load(parsed, folders, parsed.GetValue(Description) is null ? [PartKind.BaseModel] : [PartKind.BaseModel, PartKind.Hypernetwork, PartKind.Encoder]);
        var model = settings["Inference:BaseModel"]!;
        var options = await OptionsAsync(parsed, benchmark, settings, model, cancellation).ConfigureAwait(false);
        var source = new SingleAdapter(await AdapterAsync(parsed, settings, cancellation).ConfigureAwait(false));
        using var engine = BuiltInEngine.Load(model, settings["Inference:Device"] ?? "auto", source, new EngineOptions { Precision = settings["Inference:Precision"] ?? "auto", ChatTemplate = ChatTemplateChoice.None });
        if (source.Digest is { } digest)
            await engine.PrefetchAsync(digest.Value, cancellation).ConfigureAwait(false);
        var file = parsed.GetValue(Out)?.FullName ?? Path.GetFullPath(Path.Combine("eval_results", $"{benchmark.Name}_eval_results.json"));
        CompletionRequest Request(string prompt) => new(prompt, source.Digest?.Value, parsed.GetValue(MaxTokens), Stop: benchmark.Stop);
        var report = await KeptAsync(file, () => BenchmarkRunner.RunAsync(
            benchmark, rows, options with { Check = prompt => engine.Check(Request(prompt)) },
            async (prompt, token) => (await engine.CompleteAsync(Request(prompt), token).ConfigureAwait(false)).Text,
            new AnswerLine(benchmark.Name), cancellation)).ConfigureAwait(false);
        Print(parsed.GetValue(CommonOptions.Json), report, model, source, file);
        return ExitCode.Success;
    }

    private static async Task<BenchmarkReport> KeptAsync(string file, Func<Task<BenchmarkReport>> run)
    {
        try
        {
            var report = await run().ConfigureAwait(false);
            BenchmarkFiles.Write(file, report);
            return report;
        }
        catch (BenchmarkCutException cut)
        {
            BenchmarkFiles.Write(file, cut.Report);
            Terminal.Status($"{cut.Report.Answers.Count} of {cut.Report.Questions} answers are in {file}.");
            ExceptionDispatchInfo.Throw(cut.InnerException!);
            throw;
        }
    }

    private static void Check(ParseResult parsed)
    {
        if (parsed.GetValue(Data) is null)
            throw new UsageException("--benchmark needs --data FILE, the benchmark's questions as JSON lines.");
        if (parsed.GetValue(Adapter) is not null && parsed.GetValue(Description) is not null)
            throw new UsageException("Give either --adapter or --description, not both: answers come from one adapter.");
        if (parsed.GetValue(Limit) < 1 || parsed.GetValue(MaxTokens) < 1)
            throw new UsageException("--limit and --max-tokens must be at least 1.");
        if (parsed.GetValue(Description) is { } description)
            Registry.TaskDescription.Check(description);
    }

    private static async Task<BenchmarkOptions> OptionsAsync(ParseResult parsed, Benchmark benchmark, IConfiguration settings, string model, CancellationToken cancellation)
    {
        if ((parsed.GetValue(Icl) is not null && !benchmark.TakesExamples) || (parsed.GetValue(TaskDescription) is not null && !benchmark.TakesDescription))
            Terminal.Status($"{benchmark.Name} is asked without what --icl or --task-description would put before its questions, as in the reference.");
        return new BenchmarkOptions
        {
            Limit = parsed.GetValue(Limit),
            Template = ChatTemplateChoice.Resolve(parsed.GetValue(ChatTemplate) ?? settings["Inference:ChatTemplate"] ?? ChatTemplateChoice.Auto, model),
            Examples = parsed.GetValue(Icl) is { } examples ? RowFile.Open(examples.FullName) : null,
            Description = parsed.GetValue(TaskDescription),
            Python = benchmark.IsCode && parsed.GetValue(RunCode) is { } interpreter ? await CodeRunner.StartAsync(interpreter, cancellation).ConfigureAwait(false) : null,
        };
    }

    private static async Task<LoraAdapter?> AdapterAsync(ParseResult parsed, IConfiguration settings, CancellationToken cancellation)
    {
        if (parsed.GetValue(Adapter) is { } reference)
            return (await AdapterInput.LoadAsync(parsed, reference, cancellation).ConfigureAwait(false)).Adapter;
        if (parsed.GetValue(Description) is not { } description)
            return null;
        using var encoder = TextEncoder.Load(settings["Generation:Encoder"]!);
        using var generator = LoraGenerator.Load(settings["Generation:Hypernetwork"]!);
        if (encoder.Size != generator.Config.TaskEmbeddingSize)
            throw new UsageException($"The text encoder gives embeddings of {encoder.Size}, the hypernetwork takes {generator.Config.TaskEmbeddingSize}. Name the encoder it was trained with: --encoder DIR.");
        return generator.Generate(encoder.Embed([description], cancellation))[0];
    }

    private static void Print(bool json, BenchmarkReport report, string model, SingleAdapter source, string file)
    {
        if (json)
        {
            Terminal.Json(new { report.Benchmark, report.Metric, report.Status, report.Questions, report.Score, report.Low, report.High, Model = model, Adapter = source.Digest?.Value, File = file });
            return;
        }
        Terminal.Line(report.Score is { } score
            ? string.Create(CultureInfo.InvariantCulture, $"{report.Benchmark}  {report.Metric} {100 * score:F1} %  (95 % interval {100 * report.Low:F1} - {100 * report.High:F1} %)  {report.Questions} questions")
            : $"{report.Benchmark}  {report.Metric} not run: the model's programs were only written down. --run-code PYTHON runs them.  {report.Questions} questions");
        Terminal.Line($"answers in {file}");
    }
}
