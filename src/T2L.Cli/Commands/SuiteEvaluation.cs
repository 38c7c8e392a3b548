using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using T2L.Cli.Output;
using T2L.Cli.Profiles;
using T2L.Hub.Profiles;
using T2L.Training.Evaluation;
using T2L.Training.Evaluation.Reports;

namespace T2L.Cli.Commands;

/// <summary>eval --suite nano: all methods on all splits, as a table, as JSON and as a report.</summary>
internal static class SuiteEvaluation
{
    private static readonly EvaluationOptions Usual = new() { BaseModel = "" };
    private static readonly Option<string> Suite = new("--suite") { Description = "Task suite.", DefaultValueFactory = _ => "nano" };
    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of the split; the one the hypernetworks were trained with.", DefaultValueFactory = _ => 0 };
    private static readonly Option<string?> Seeds = new("--seeds") { Description = "Several seeds, 0,1,2: each is another split, and {seed} in folders stands for it." };
    private static readonly Option<int> Wordings = new("--wordings") { Description = "Descriptions drawn for each task.", DefaultValueFactory = _ => Usual.Wordings };
    private static readonly Option<int> ExamplesPerWording = new("--examples") { Description = "Inputs asked for each description.", DefaultValueFactory = _ => Usual.Examples };
    private static readonly Option<string?> Shots = new("--shots") { Description = "Examples in few-shot prompts. Default 1,3,5; 0 for no such prompts." };
    private static readonly Option<bool> Validation = new("--validation") { Description = "Measure the tasks that settings are chosen by, not those that results are reported on." };
    private static readonly Option<DirectoryInfo?> Oracles = new("--oracles") { Description = "Folder that 'train oracle' wrote: oracle LoRAs, and that of the nearest training task." };
    internal static readonly Option<DirectoryInfo?> Experts = new("--experts") { Description = "Folder of SVF experts that 'svf train' wrote; with those of other tasks and shuffled ones as controls." };
    private static readonly Option<string[]> ExpertHypernetworks = new("--expert-hypernetwork") { Description = "Folder that 'svf train-text' wrote, or NAME=DIR; may be given several times.", DefaultValueFactory = _ => [] };
    internal static readonly Option<DirectoryInfo?> Decomposition = new("--decomposition") { Description = "Decomposition of the base, for experts. Default: the folder svf in the base's folder or beside it." };
    private static readonly Option<DirectoryInfo?> MultiTask = new("--multi-task") { Description = "PEFT folder that 'train multi-task' wrote." };
    private static readonly Option<FileInfo?> Runs = new("--runs") { Description = "JSON list of further hypernetworks, for curves (docs/evaluation.md)." };
    internal static readonly Option<int> Workers = new("--workers") { Description = "Threads, one a core. Default: the number of processors.", DefaultValueFactory = _ => Environment.ProcessorCount };
    internal static readonly Option<DirectoryInfo?> Report = new("--report") { Description = "Folder that receives report.json, report.md and index.html." };
    internal static readonly Option<int> TasksPerSplit = new("--tasks-per-split") { Description = "Most tasks of each split, for a quick look. Default: all.", DefaultValueFactory = _ => int.MaxValue };

    public static IReadOnlyList<string> Examples { get; } =
    [
        "./t2l eval --suite nano --report out/",
        "./t2l eval --suite nano --oracles oracles --multi-task multi-task --hypernetwork sft=models/nano/hypernetwork --hypernetwork reconstruction=recon --report out/",
        "./t2l eval --suite nano --oracles adapters --experts adapters/svf --expert-hypernetwork text-to-expert --report out/",
        "./t2l eval --suite nano --seeds 0,1,2 --encoder encoder-{seed} --hypernetwork sft=sft-{seed} --runs runs.json --report out/",
        "./t2l eval --suite nano --validation --tasks-per-split 40 --json",
        ExamplesArgument.Example,
    ];

    public static IReadOnlyList<Option> Options { get; } =
        [Suite, Seed, Seeds, Wordings, ExamplesPerWording, Shots, TasksPerSplit, Validation, Oracles, Experts, ExpertHypernetworks, Decomposition, MultiTask, Runs, Workers, Report, .. ExamplesArgument.Options];

    /// <summary>Those that another way of measuring has no use for.</summary>
    /// <param name="used">Those that it has.</param>
    public static IEnumerable<Option> But(params IReadOnlyList<Option> used) => Options.Except(used);

    /// <summary>Measures.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="folders">Folders that the command's own options name, by their key of the configuration.</param>
    /// <param name="cancellation">Stops between parts.</param>
    public static int Run(ParseResult parsed, IReadOnlyList<KeyValuePair<string, string?>> folders, CancellationToken cancellation)
    {
        if (parsed.GetValue(Suite) is not "nano" and var other)
            throw new UsageException($"--suite is '{other}'; there is 'nano'.");
        var folder = parsed.GetValue(Report)?.FullName;
        if (File.Exists(folder))
            throw new UsageException($"--report '{folder}' is a file. Name a folder.");
        var report = SuiteEvaluator.Run(Read(parsed, folders), new EvaluationLine(), cancellation);
        if (folder is not null)
            ReportFiles.Write(folder, report);
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(new { report.Suite, report.Seed, report.Seeds, Rows = report.Rows.Select(Row), report.LeftOut, report.Notes, report.ElapsedSeconds, Report = folder });
        else
            Print(report, folder);
        return ExitCode.Success;
    }

    private static EvaluationOptions Read(ParseResult parsed, IReadOnlyList<KeyValuePair<string, string?>> folders)
    {
        // What is named on the command line need not be part of a profile.
        var named = HypernetworkArgument.Named(parsed);
        var settings = ProfileOption.Load(parsed, folders, named.Count > 0 || folders.Count > 0 ? [PartKind.BaseModel, PartKind.Encoder] : [PartKind.BaseModel, PartKind.Encoder, PartKind.Hypernetwork]);
        IReadOnlyList<int> seeds = parsed.GetValue(Seeds) is { } list ? Numbers("--seeds", list) : [parsed.GetValue(Seed)];
        var bundle = Unnamed(settings, seeds, folders.Count > 0);
        return ExamplesArgument.AddTo(new EvaluationOptions
        {
            BaseModel = settings["Inference:BaseModel"]!,
            Encoder = settings["Generation:Encoder"],
            Hypernetworks = named.Count > 0 ? named : bundle.Hypernetworks,
            WithExamples = named.Count > 0 ? [] : bundle.WithExamples,
            Oracles = parsed.GetValue(Oracles)?.FullName ?? bundle.Oracles,
            Experts = parsed.GetValue(Experts)?.FullName,
            ExpertHypernetworks = HypernetworkArgument.Named(parsed.GetValue(ExpertHypernetworks), "expert"),
            Decomposition = parsed.GetValue(Decomposition)?.FullName,
            MultiTask = parsed.GetValue(MultiTask)?.FullName ?? bundle.MultiTask,
            Shots = parsed.GetValue(Shots) is { } shots ? [.. Numbers("--shots", shots).Where(count => count != 0)] : Usual.Shots,
            Seeds = seeds,
            Wordings = parsed.GetValue(Wordings),
            Examples = parsed.GetValue(ExamplesPerWording),
            Sets = parsed.GetValue(Validation) ? EvaluationSets.Validation : EvaluationSets.Reported,
            MostTasks = parsed.GetValue(TasksPerSplit),
            Runs = parsed.GetValue(Runs)?.FullName,
            Workers = parsed.GetValue(Workers),
        }, parsed);
    }

    // Another base, hypernetwork or split is another world, to which nothing else of the bundle belongs. The configured hypernetwork belongs to the
    // configured base and encoder, and that of the bundle to its split.
    private static NanoBundle Unnamed(IConfiguration settings, IReadOnlyList<int> seeds, bool named)
    {
        var (world, hypernetwork) = (Settings.PathOf("models/nano"), settings["Generation:Hypernetwork"]!);
        var isBundled = settings["Inference:BaseModel"] == Path.Combine(world, "base") && settings["Generation:Encoder"] == Path.Combine(world, "encoder")
            && hypernetwork == Path.Combine(world, "hypernetwork");
        return isBundled && seeds is [NanoBundle.Seed] ? NanoBundle.In(world, Settings.PathOf("adapters"))
            : new(isBundled || named ? [] : [new(HypernetworkArgument.UsualName, hypernetwork)], MultiTask: null, Oracles: null);
    }

    /// <summary>A list of whole numbers.</summary>
    public static IReadOnlyList<int> Numbers(string option, string text) =>
        [.. text.Split(',').Select(part => int.TryParse(part, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UsageException($"{option} is '{text}'; expected whole numbers with commas between them, for instance 0,1,2."))];

    private static object Row(ReportRow row) => new { row.Method, row.Split, row.Accuracy, row.Low, row.High, row.N, row.PromptTokens, row.Label, row.Seeds };

    private static void Print(SuiteReport report, string? folder)
    {
        Terminal.Table(["method", "split", "exact match", "95 % interval", "tasks", "prompt tokens"],
            report.Rows.Select(row => (IReadOnlyList<string>)[row.Method, row.Split, PercentText.Of(row.Accuracy), PercentText.Of(row.Low, row.High), Whole(row.N), Whole(row.PromptTokens)]));
        foreach (var missing in report.LeftOut)
            Terminal.Status($"left out: {missing.Method}; it needs {missing.Needs}");
        if (folder is not null)
            Terminal.Line($"report in {Path.Combine(folder, ReportFiles.PageName)}");
    }

    private static string Whole(double value) => value.ToString("F0", CultureInfo.InvariantCulture);
}
