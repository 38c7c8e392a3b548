using System.CommandLine;
using System.Globalization;
using T2L.Cli.Commands.Svf;
using T2L.Cli.Output;
using T2L.Cli.Profiles;
using T2L.Hub.Profiles;
using T2L.Training.Evaluation.Reports;
using T2L.Training.Evaluation.Strategies;

namespace T2L.Cli.Commands;

/// <summary>eval --strategies: prompt, classification expert and few-shot search on tasks that no SVF expert is for.</summary>
internal static class StrategyEvaluation
{
    private static readonly StrategyOptions Usual = new() { BaseModel = "", Experts = "", Decomposition = "" };
    private static readonly Option<bool> Strategies = new("--strategies") { Description = "Measure how SVF experts are chosen and mixed (Transformer²) instead of the suite's methods." };
    private static readonly Option<FileInfo?> Classifier = new("--classifier") { Description = "Classification expert over the experts' tasks. Default: one is trained first." };
    private static readonly Option<string[]> Tasks = new("--task") { Description = "Task to measure, for instance date.day_first/hash; may be said several times. Default: unseen tasks whose operation an expert has in another format.", DefaultValueFactory = _ => [] };
    private static readonly Option<string> Draws = new("--draws") { Description = "Seeds of examples and searches, 0,1: figures are their mean.", DefaultValueFactory = _ => "0" };
    private static readonly Option<string> Budgets = new("--budgets") { Description = "Numbers of examples to search with.", DefaultValueFactory = _ => string.Join(',', Usual.Shots) };
    private static readonly Option<int> Questions = new("--questions") { Description = "Inputs of each task and draw that nothing is chosen by.", DefaultValueFactory = _ => Usual.Questions };
    private static readonly Option<int> Generations = new("--generations") { Description = "Generations of a search.", DefaultValueFactory = _ => Usual.Generations };

    public const string Example = "./t2l eval --strategies --experts adapters/svf --draws 0,1 --report out/";

    public static IReadOnlyList<Option> Options { get; } = [Strategies, Classifier, Tasks, Draws, Budgets, Questions, Generations];

    public static bool IsAsked(ParseResult parsed) => parsed.GetValue(Strategies);

    /// <summary>Measures.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="folders">Folders that the command's own options name, by their key of the configuration.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public static async Task<int> RunAsync(ParseResult parsed, IEnumerable<KeyValuePair<string, string?>> folders, CancellationToken cancellation)
    {
        var folder = parsed.GetValue(SuiteEvaluation.Report)?.FullName;
        if (File.Exists(folder))
            throw new UsageException($"--report '{folder}' is a file. Name a folder.");
        var model = ProfileOption.Load(parsed, folders, PartKind.BaseModel)["Inference:BaseModel"]!;
        var report = await StrategyEvaluator.RunAsync(new StrategyOptions
        {
            BaseModel = model,
            Experts = parsed.GetValue(SuiteEvaluation.Experts)?.FullName ?? Path.Combine(Settings.Root, "adapters", "svf"),
            Decomposition = parsed.GetValue(SuiteEvaluation.Decomposition)?.FullName ?? SvfOptions.Near(model),
            Classifier = parsed.GetValue(Classifier)?.FullName,
            Tasks = parsed.GetValue(Tasks)!,
            MostTasks = parsed.GetValue(SuiteEvaluation.TasksPerSplit),
            Draws = SuiteEvaluation.Numbers("--draws", parsed.GetValue(Draws)!),
            Shots = SuiteEvaluation.Numbers("--budgets", parsed.GetValue(Budgets)!),
            Questions = parsed.GetValue(Questions),
            Generations = parsed.GetValue(Generations),
            Workers = parsed.GetValue(SuiteEvaluation.Workers),
        }, new Line(), cancellation).ConfigureAwait(false);
        if (folder is not null)
            StrategyFiles.Write(folder, report);
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(report);
        else
            Print(report, folder);
        return ExitCode.Success;
    }

    private static void Print(StrategyReport report, string? folder)
    {
        Terminal.Table(["", "exact match", "95 % interval", "first pass, s", "tokens of it", "for each"], report.Rows.Select(row => (IReadOnlyList<string>)
            [row.Label, PercentText.Of(row.ExactMatch), PercentText.Of(row.Low, row.High), Number(row.FirstPass?.Seconds, "F3"), Number(row.FirstPass?.Tokens, "F0"), row.FirstPass?.Per ?? ""]));
        foreach (var missing in report.LeftOut)
            Terminal.Status($"left out: {missing.Method}; it needs {missing.Needs}");
        if (folder is not null)
            Terminal.Line($"report in {Path.Combine(folder, ReportFiles.MarkdownName)}");
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private sealed class Line : IProgress<StrategyProgress>
    {
        private readonly StatusLine _line = new();

        public void Report(StrategyProgress value)
        {
            _line.Say(value.Note);
            _line.Show($"eval  {value.Done}/{value.Total} tasks", value.Done == value.Total, value.Elapsed);
        }
    }
}
