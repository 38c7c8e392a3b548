using System.CommandLine;
using System.Globalization;
using T2L.Cli.Output;
using T2L.Cli.Profiles;
using T2L.Hub.Profiles;
using T2L.Training.Evaluation;
using T2L.Training.Tasks;

namespace T2L.Cli.Commands;

/// <summary>eval: exact match of a hypernetwork on the nano suite.</summary>
internal static class EvalCommand
{
    private static readonly Option<string> Suite = new("--suite") { Description = "Task suite.", DefaultValueFactory = _ => "nano" };
    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of the split; the one the hypernetwork was trained with.", DefaultValueFactory = _ => 0 };
    private static readonly Option<int> Wordings = new("--wordings") { Description = "Descriptions drawn for each task.", DefaultValueFactory = _ => 2 };
    private static readonly Option<int> ExamplesPerWording = new("--examples") { Description = "Inputs asked for each description.", DefaultValueFactory = _ => 8 };
    private static readonly Option<bool> Validation = new("--validation") { Description = "Measure the tasks that settings are chosen by, not those that results are reported on." };
    private static readonly Option<DirectoryInfo?> BaseModel = new("--base", "--model") { Description = "Base model folder. Default: Inference:BaseModel." };
    private static readonly Option<DirectoryInfo?> Encoder = new("--encoder") { Description = "Text encoder folder. Default: Generation:Encoder." };
    private static readonly Option<DirectoryInfo?> Hypernetwork = new("--hypernetwork") { Description = "Hypernetwork folder. Default: Generation:Hypernetwork." };

    public static Command Create()
    {
        var command = new Command("eval", "Measure a hypernetwork: matched, other-task and random descriptions, on what was seen and what was not.")
        {
            Suite, Seed, Wordings, ExamplesPerWording, Validation, ProfileOption.Name, BaseModel, Encoder, Hypernetwork,
        };
        BenchmarkEvaluation.AddTo(command);
        ExamplesEvaluation.AddTo(command);
        command.SetAction((parsed, cancellation) => BenchmarkEvaluation.IsAsked(parsed)
            ? BenchmarkEvaluation.RunAsync(parsed, Folders(parsed), cancellation)
            : ExamplesEvaluation.IsAsked(parsed)
            ? ExamplesEvaluation.RunAsync(parsed, Folders(parsed), TaskSuite.Nano(parsed.GetValue(Seed)), parsed.GetValue(Validation) ? EvaluationSets.Validation : EvaluationSets.Reported, cancellation)
            : Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command.WithExamples("./t2l eval --suite nano", "./t2l eval --suite nano --wordings 4 --examples 16 --json", "./t2l eval --suite nano --validation", ExamplesEvaluation.Example, BenchmarkEvaluation.Examples[0], BenchmarkEvaluation.Examples[1]);
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(Suite) is not "nano" and var other)
            throw new UsageException($"--suite is '{other}'; there is 'nano'.");
        if (parsed.GetValue(Wordings) < 1 || parsed.GetValue(ExamplesPerWording) < 1)
            throw new UsageException("--wordings and --examples must be at least 1.");
        var settings = ProfileOption.Load(parsed, Folders(parsed), PartKind.BaseModel, PartKind.Encoder, PartKind.Hypernetwork);
        var report = SuiteEvaluator.Run(
            TaskSuite.Nano(parsed.GetValue(Seed)),
            settings["Inference:BaseModel"]!, settings["Generation:Encoder"]!, settings["Generation:Hypernetwork"]!,
            parsed.GetValue(Wordings), parsed.GetValue(ExamplesPerWording),
            parsed.GetValue(Validation) ? EvaluationSets.Validation : EvaluationSets.Reported,
            new Progress<ReportRow>(row => Terminal.Status($"{row.Method} on {row.Split}: {Percent(row.Accuracy)}")), cancellation);
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(report);
        else
            Terminal.Table(["method", "split", "exact match", "95 % interval", "tasks"],
                report.Rows.Select(row => (IReadOnlyList<string>)[row.Method, row.Split, Percent(row.Accuracy), $"{Percent(row.Low)} - {Percent(row.High)}", row.N.ToString(CultureInfo.InvariantCulture)]));
        return ExitCode.Success;
    }

    private static IEnumerable<KeyValuePair<string, string?>> Folders(ParseResult parsed) =>
        ProfileOption.Folders(parsed, (BaseModel, "Inference:BaseModel"), (Encoder, "Generation:Encoder"), (Hypernetwork, "Generation:Hypernetwork"));

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F1} %");
}
