using System.CommandLine;
using T2L.Cli.Profiles;

namespace T2L.Cli.Commands;

/// <summary>eval: exact match of every method on the nano suite, what examples add, or a benchmark's score.</summary>
internal static class EvalCommand
{
    private static readonly Option<DirectoryInfo?> BaseModel = new("--base", "--model") { Description = "Base model folder. Default: Inference:BaseModel." };
    private static readonly Option<DirectoryInfo?> Encoder = new("--encoder") { Description = "Text encoder folder. Default: Generation:Encoder." };

    public static Command Create()
    {
        var command = new Command("eval", "Measure hypernetworks against prompts, trained LoRAs and descriptions that do not fit, on what was seen and what was not.")
        {
            ProfileOption.Name, BaseModel, Encoder, HypernetworkArgument.Option,
        };
        foreach (var option in SuiteEvaluation.Options.Concat(StrategyEvaluation.Options).Concat(BenchmarkEvaluation.Options).Concat(RetrievalEvaluation.Options))
            command.Options.Add(option);
        command.SetAction(RunAsync);
        return command.WithExamples([.. SuiteEvaluation.Examples, StrategyEvaluation.Example, RetrievalEvaluation.Example, .. BenchmarkEvaluation.Examples]);
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (BenchmarkEvaluation.IsAsked(parsed))
        {
            GivenOption.Refuse(parsed, "--benchmark", [.. SuiteEvaluation.Options, .. RetrievalEvaluation.Options, .. StrategyEvaluation.Options]);
            return BenchmarkEvaluation.RunAsync(parsed, [.. Folders(parsed), .. HypernetworkArgument.Single(parsed)], cancellation);
        }
        if (RetrievalEvaluation.IsAsked(parsed))
        {
            GivenOption.Refuse(parsed, "--encoder-retrieval", [.. SuiteEvaluation.Options, .. BenchmarkEvaluation.Options, .. StrategyEvaluation.Options, HypernetworkArgument.Option, BaseModel]);
            return Task.Run(() => RetrievalEvaluation.Run(parsed, Folders(parsed), cancellation), CancellationToken.None);
        }
        if (StrategyEvaluation.IsAsked(parsed))
        {
            GivenOption.Refuse(parsed, "--strategies",
                [.. SuiteEvaluation.But(SuiteEvaluation.Experts, SuiteEvaluation.Decomposition, SuiteEvaluation.Report, SuiteEvaluation.Workers, SuiteEvaluation.TasksPerSplit), .. BenchmarkEvaluation.Options, HypernetworkArgument.Option, Encoder]);
            return Task.Run(() => StrategyEvaluation.RunAsync(parsed, Folders(parsed), cancellation), CancellationToken.None);
        }
        GivenOption.Refuse(parsed, "--suite", [.. BenchmarkEvaluation.Options, .. StrategyEvaluation.Options]);
        return Task.Run(() => SuiteEvaluation.Run(parsed, [.. Folders(parsed)], cancellation), CancellationToken.None);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Folders(ParseResult parsed) =>
        ProfileOption.Folders(parsed, (BaseModel, "Inference:BaseModel"), (Encoder, "Generation:Encoder"));
}
