using System.Diagnostics;
using T2L.Adapters.Svf;
using T2L.Models.Generation;
using T2L.Svf.Adaptation;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation.Strategies;

/// <summary>A first pass that looks at the request: the base model, or a classification expert, says which expert is wanted.</summary>
/// <param name="world">The base and its experts.</param>
/// <param name="name">prompt or classify.</param>
/// <param name="label">Its name for readers.</param>
/// <param name="dispatch">How it is asked and read.</param>
/// <param name="classifier">Who answers; null for the base model.</param>
internal sealed class DispatchPass(StrategyWorld world, string name, string label, IDispatch dispatch, SvfExpert? classifier)
{
    private const int MostTokens = 64;

    public string Name => name;

    public string Label => label;

    /// <summary>Why the model cannot be asked this; null where it can.</summary>
    public string? Fault(IEnumerable<string> requests)
    {
        var prompts = requests.Select(Prompt).ToList();
        var (longest, positions) = (prompts.Max(prompt => prompt.Count), world.Model.Config.MaxPositions);
        return longest + dispatch.MaxTokens > positions
            ? $"prompts of at most {positions - dispatch.MaxTokens} tokens; the list of {world.Labels.Count} experts makes them {longest}"
            : world.Model.Tokenizer.UnknownId is { } unknown && prompts.Any(prompt => prompt.Contains(unknown)) ? "a model whose tokens can write instructions" : null;
    }

    /// <summary>Chooses for each request, one after the other.</summary>
    /// <returns>The label of each, and what a request cost.</returns>
    public (IReadOnlyList<string> Labels, PassCost Cost) Choose(IReadOnlyList<string> requests)
    {
        using var served = classifier is null ? null : ServedExperts.Of([classifier], world.Served, 1);
        var (labels, tokens, clock) = (new List<string>(), 0L, Stopwatch.StartNew());
        foreach (var request in requests)
        {
            var (text, took) = Answer(Prompt(request), dispatch.MaxTokens, served);
            labels.Add(dispatch.Read(text));
            tokens += took;
        }

        return (labels, new PassCost("request", clock.Elapsed.TotalSeconds / requests.Count, (double)tokens / requests.Count));
    }

    /// <summary>What it costs to answer each request with the expert that was chosen for it.</summary>
    public PassCost Answer(IReadOnlyList<string> requests, IReadOnlyList<string> labels)
    {
        var (tokens, clock) = (0L, new Stopwatch());
        foreach (var (request, chosen) in requests.Zip(labels))
        {
            using var served = world.Shelf.Has(chosen) ? ServedExperts.Of([world.Shelf.Of(chosen)], world.Served, 1) : null;
            clock.Start();
            tokens += Answer(world.Layout.Neutral(new TaskExample(request, "")).Prompt, MostTokens, served).Tokens;
            clock.Stop();
        }

        return new PassCost("request", clock.Elapsed.TotalSeconds / requests.Count, (double)tokens / requests.Count);
    }

    private IReadOnlyList<int> Prompt(string request) =>
        world.Layout.Neutral(new TaskExample(dispatch.Instructions is { } instructions ? $"{instructions}\n{request}" : request, "")).Prompt;

    private (string Text, int Tokens) Answer(IReadOnlyList<int> prompt, int most, ServedExperts? served)
    {
        var result = TextGenerator.For(world.Model).Generate([new GenerationRequest(prompt) { MaxTokens = most, Temperature = 0 }], served)[0];
        return (world.Model.Tokenizer.Decode(result.Tokens), prompt.Count + result.Tokens.Count);
    }
}
