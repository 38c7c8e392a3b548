using System.Text.Json.Serialization;
using T2L.Adapters.Examples;
using T2L.Svf.Adaptation;

namespace T2L.Cli.Commands.Svf;

/// <summary>What svf adapt is told to do.</summary>
/// <param name="Strategy">prompt, classify or few-shot.</param>
/// <param name="Prompts">Requests to answer.</param>
/// <param name="Shots">Examples to search with, or to measure by where nothing is searched.</param>
/// <param name="Others">Examples kept apart from a search, to measure by.</param>
/// <param name="Options">How weights are searched for.</param>
internal sealed record AdaptTask(
    string Strategy, IReadOnlyList<string> Prompts, IReadOnlyList<AnswerExample> Shots, IReadOnlyList<AnswerExample> Others, FewShotOptions Options);

/// <summary>What svf adapt did, as <c>--json</c> prints it.</summary>
/// <param name="Strategy">prompt, classify or few-shot.</param>
/// <param name="Experts">Labels of the experts at hand.</param>
/// <param name="Weights">Few-shot: each expert's weights, one or one a layer or matrix.</param>
/// <param name="Base">The base model on the examples.</param>
/// <param name="Adapted">The same with the chosen experts or the mix.</param>
/// <param name="Alone">Few-shot: each expert alone on the examples.</param>
/// <param name="HeldOut">Few-shot: base, best single expert and mix on the examples that were not searched with.</param>
/// <param name="Chosen">Which expert the first pass chose for how many examples.</param>
/// <param name="Answers">The requests' answers.</param>
/// <param name="FirstPassMs">Time of the search, or the mean time of the first passes, of examples and requests, that were not remembered.</param>
/// <param name="SecondPassMs">Mean time of an answer; null where nothing was asked.</param>
/// <param name="Saved">The file with the mix; null for none.</param>
internal sealed record AdaptReport(
    string Strategy, IReadOnlyList<string> Experts, IReadOnlyList<ExpertWeights>? Weights, ExampleFigures? Base, ExampleFigures? Adapted, IReadOnlyList<ExampleFigures>? Alone,
    HeldOutFigures? HeldOut, IReadOnlyList<ChosenFigures>? Chosen, IReadOnlyList<AdaptedAnswer> Answers, double FirstPassMs, double? SecondPassMs, string? Saved)
{
    /// <summary>Few-shot: whether the mix did better on the examples than the base; if not, the base model answered.</summary>
    public bool? Helps { get; init; }

    /// <summary>The file that was to receive a mix, where there is none worth keeping.</summary>
    [JsonIgnore]
    public string? NotSaved { get; init; }
}

/// <summary>An expert's weights in a mix.</summary>
internal sealed record ExpertWeights(string Expert, IReadOnlyList<float> Values);

/// <summary>How something did on the examples.</summary>
internal sealed record ExampleFigures(string Name, int Examples, double ExactMatch, double LogLikelihood)
{
    public static ExampleFigures Of(string name, int examples, ShotSummary summary) => new(name, examples, summary.ExactMatch, summary.LogLikelihood);
}

/// <summary>Base, the single expert that did best on the examples of the search, and mix, on examples that were not searched with.</summary>
internal sealed record HeldOutFigures(ExampleFigures Base, ExampleFigures BestSingle, ExampleFigures Adapted);

/// <summary>How often an expert was chosen.</summary>
internal sealed record ChosenFigures(string Expert, int Examples);

/// <summary>One request, answered without and with what the first pass found; without a time where the first pass was remembered.</summary>
internal sealed record AdaptedAnswer(string Prompt, string Expert, string Base, string Adapted, double? FirstPassMs, double SecondPassMs);
