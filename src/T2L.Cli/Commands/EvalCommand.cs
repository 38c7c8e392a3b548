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
        SuiteEvaluation.AddTo(command);
        ExamplesEvaluation.AddTo(command);
        BenchmarkEvaluation.AddTo(command);
        RetrievalEvaluation.AddTo(command);
        command.SetAction((parsed, cancellation) => BenchmarkEvaluation.IsAsked(parsed)
            ? BenchmarkEvaluation.RunAsync(parsed, [.. Folders(parsed), .. HypernetworkArgument.Single(parsed)], cancellation)
            : ExamplesEvaluation.IsAsked(parsed)
            ? ExamplesEvaluation.RunAsync(parsed, [.. Folders(parsed), .. HypernetworkArgument.Single(parsed)], SuiteEvaluation.SuiteOf(parsed), SuiteEvaluation.SetsOf(parsed), cancellation)
            : Task.Run(() => RetrievalEvaluation.IsAsked(parsed)
                ? RetrievalEvaluation.Run(parsed, Folders(parsed), cancellation)
                : SuiteEvaluation.Run(parsed, [.. Folders(parsed)], cancellation), CancellationToken.None));
        return command.WithExamples([.. SuiteEvaluation.Examples, ExamplesEvaluation.Example, RetrievalEvaluation.Example, .. BenchmarkEvaluation.Examples]);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Folders(ParseResult parsed) =>
        ProfileOption.Folders(parsed, (BaseModel, "Inference:BaseModel"), (Encoder, "Generation:Encoder"));
}
