using System.CommandLine;
using System.Globalization;
using T2L.Cli.Output;
using T2L.Cli.Profiles;
using T2L.Hub.Profiles;
using T2L.Hypernetwork.Search;
using T2L.Training.Evaluation;
using T2L.Training.Examples;
using T2L.Training.Tasks;

namespace T2L.Cli.Commands;

/// <summary>eval --with-examples: what examples add to a description, on tasks that training never met.</summary>
internal static class ExamplesEvaluation
{
    private static readonly Option<string?> WithExamples = new("--with-examples") { Description = "Measure searches with so many examples a task beside the description alone, for instance 4,16." };
    private static readonly Option<int> Inputs = new("--inputs") { Description = "With --with-examples: fresh inputs asked of each task.", DefaultValueFactory = _ => 32 };
    private static readonly Option<int> Rounds = new("--rounds") { Description = "With --with-examples: rounds of a search.", DefaultValueFactory = _ => new SearchOptions().Rounds };
    private static readonly Option<int> Candidates = new("--candidates") { Description = "With --with-examples: candidates of a round.", DefaultValueFactory = _ => new SearchOptions().Candidates };
    private static readonly Option<double> Spread = new("--spread") { Description = "With --with-examples: deviation of the first candidates, in deviations of training tasks.", DefaultValueFactory = _ => new SearchOptions().Spread };

    public static string Example => "./t2l eval --suite nano --with-examples 4,16";

    /// <summary>Gives the command the options of this evaluation.</summary>
    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { WithExamples, Inputs, Rounds, Candidates, Spread })
            command.Options.Add(option);
    }

    public static bool IsAsked(ParseResult parsed) => parsed.GetValue(WithExamples) is not null;

    /// <summary>Measures and prints.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="folders">Folders that the command's own options name, by their key of the configuration.</param>
    /// <param name="suite">The suite with its split.</param>
    /// <param name="sets">Which tasks.</param>
    /// <param name="cancellation">Stops between scorings.</param>
    public static async Task<int> RunAsync(
        ParseResult parsed, IEnumerable<KeyValuePair<string, string?>> folders, TaskSuite suite, EvaluationSets sets, CancellationToken cancellation)
    {
        var counts = Counts(parsed.GetValue(WithExamples)!);
        if (parsed.GetValue(SuiteEvaluation.TasksPerSplit) < 1 || parsed.GetValue(Inputs) < 1)
            throw new UsageException("--tasks-per-split and --inputs must be at least 1.");
        var settings = ProfileOption.Load(parsed, folders, PartKind.BaseModel, PartKind.Encoder, PartKind.Hypernetwork);
        var options = new ExamplesEvaluationOptions
        {
            BaseModel = settings["Inference:BaseModel"]!,
            Encoder = settings["Generation:Encoder"]!,
            Hypernetwork = settings["Generation:Hypernetwork"]!,
            Examples = counts,
            Inputs = parsed.GetValue(Inputs),
            Tasks = parsed.GetValue(SuiteEvaluation.TasksPerSplit),
            Sets = sets,
        };
        var candidates = parsed.GetValue(Candidates);
        options = options with { Search = options.Search with { Rounds = parsed.GetValue(Rounds), Candidates = candidates, Elite = Math.Max(2, candidates / 4), Spread = parsed.GetValue(Spread) } };
        options.Search.Validate();
        using var evaluator = new ExamplesEvaluator(suite, options);
        var report = await Task.Run(() => evaluator.RunAsync(new Progress<(string Split, int Done, int Tasks)>(Tell), cancellation), cancellation).ConfigureAwait(false);
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(new { report.Suite, report.Seed, Rows = report.Rows.Select(row => new { row.Method, row.Split, row.Accuracy, row.Low, row.High, row.N }) });
        else
            Terminal.Table(["method", "split", "exact match", "95 % interval", "tasks"],
                report.Rows.Select(row => (IReadOnlyList<string>)[row.Method, row.Split, Percent(row.Accuracy), $"{Percent(row.Low)} - {Percent(row.High)}", row.N.ToString(CultureInfo.InvariantCulture)]));
        return ExitCode.Success;
    }

    private static void Tell((string Split, int Done, int Tasks) value)
    {
        if (value.Done % 10 == 0 || value.Done == value.Tasks)
            Terminal.Status($"{value.Split}: {value.Done} of {value.Tasks} tasks");
    }

    private static int[] Counts(string list)
    {
        var counts = list.Split(',').Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0).ToArray();
        return counts.All(count => count is >= 1 and <= Adapters.Examples.AnswerExamples.MaxCount)
            ? counts
            : throw new UsageException($"--with-examples is '{list}'; expected numbers of 1 to {Adapters.Examples.AnswerExamples.MaxCount} with commas, for instance 4,16.");
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F1} %");
}
