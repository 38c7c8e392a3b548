using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using T2L.Adapters;
using T2L.Contracts;
using T2L.Hypernetwork;
using T2L.Hypernetwork.Search;
using T2L.Registry.Jobs;

namespace T2L.Worker.Generation;

/// <summary>Searches with examples through the base model that is served here.</summary>
/// <param name="engine">The engine of this process.</param>
/// <param name="options">Width and length of a search.</param>
/// <param name="time">The clock of the time limit.</param>
/// <param name="logger">Hears of every round.</param>
/// <param name="progress">Whoever else wants to; null for nobody.</param>
internal sealed partial class ExampleSearches(
    Loading<IInferenceEngine> engine, IOptions<GenerationOptions> options, TimeProvider time, ILogger<ExampleSearches> logger, IProgress<SearchRound>? progress = null)
{
    /// <summary>Searches.</summary>
    /// <exception cref="GenerationException">The examples cannot be scored here; the message says why.</exception>
    public async Task<FoundAdapter> RunAsync(LoraGenerator generator, TensorData embedding, AdapterOrder order, CancellationToken cancellationToken)
    {
        if (await engine.WhenLoadedAsync(cancellationToken) is not ICandidateScorer scorer)
            throw new GenerationException(
                "Examples are weighed by the base model before an adapter is published, and the engine of this worker only answers with published ones. "
                + "Leave the examples out, or let a worker with the built-in engine take the job.");
        var examples = order.Examples!;
        try
        {
            var search = new ExampleSearch(generator, options.Value.Search with { Seed = order.Seed }, time);
            return await search.RunAsync(
                embedding, examples, (adapters, places, token) => scorer.ScoreAsync(adapters, [.. places.Select(place => examples[place])], token), new Rounds(round => Tell(round, order.Progress)), cancellationToken);
        }
        catch (InferenceException refusal) when (refusal.Error is InferenceError.PromptNotUsable or InferenceError.PromptTooLong or InferenceError.AdapterDoesNotFit)
        {
            throw new GenerationException($"The examples cannot be used: {refusal.Message}");
        }
    }

    private void Tell(SearchRound round, IProgress<JobStage>? watchers)
    {
        watchers?.Report(new JobStage("search", round.Round, round.Rounds));
        Log.Round(logger, round.Round, round.Rounds, round.Start, round.Best);
        progress?.Report(round);
    }

    // Told in order and on the search's own thread, unlike Progress<T>.
    private sealed class Rounds(Action<SearchRound> tell) : IProgress<SearchRound>
    {
        public void Report(SearchRound value) => tell(value);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 6401, Level = LogLevel.Information, Message = "Search with examples, round {Round} of {Rounds}: log-likelihood per answer {Start:F3} at the start, {Best:F3} now.")]
        public static partial void Round(ILogger logger, int round, int rounds, double start, double best);
    }
}
