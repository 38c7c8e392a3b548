using System.CommandLine;
using T2L.Hypernetwork.Search;
using T2L.Training.Evaluation;

namespace T2L.Cli.Commands;

/// <summary>What examples add to a description: further rows of an evaluation on a suite, and how they are searched with.</summary>
internal static class ExamplesArgument
{
    private static readonly Option<string?> WithExamples = new("--with-examples") { Description = "Measure searches with so many examples a task beside the description alone, for instance 4,16: the first hypernetwork, on tasks that training never met. Default: 4,16 where the bundled nano world is measured whole; 0 for none." };
    private static readonly Option<int> Rounds = new("--rounds") { Description = "With --with-examples: rounds of a search.", DefaultValueFactory = _ => new SearchOptions().Rounds };
    private static readonly Option<int> Candidates = new("--candidates") { Description = "With --with-examples: candidates of a round.", DefaultValueFactory = _ => new SearchOptions().Candidates };
    private static readonly Option<double> Spread = new("--spread") { Description = "With --with-examples: deviation of the first candidates, in deviations of training tasks.", DefaultValueFactory = _ => new SearchOptions().Spread };

    public const string Example = "./t2l eval --suite nano --hypernetwork mine --with-examples 4,16 --report out/";

    public static IReadOnlyList<Option> Options { get; } = [WithExamples, Rounds, Candidates, Spread];

    /// <summary>The options of an evaluation with what was said of examples; where nothing was said, as they are.</summary>
    public static EvaluationOptions AddTo(EvaluationOptions options, ParseResult parsed)
    {
        if (parsed.GetValue(WithExamples) is not { } counts)
            return GivenOption.First(parsed, [Rounds, Candidates, Spread]) is { } useless ? throw new UsageException($"{useless} needs --with-examples, for instance --with-examples 4,16.") : options;
        var candidates = parsed.GetValue(Candidates);
        return options with
        {
            WithExamples = [.. SuiteEvaluation.Numbers("--with-examples", counts).Where(count => count != 0)],
            Search = options.Search with { Rounds = parsed.GetValue(Rounds), Candidates = candidates, Elite = Math.Max(2, candidates / 4), Spread = parsed.GetValue(Spread) },
        };
    }
}
