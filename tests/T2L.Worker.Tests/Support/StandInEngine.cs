using System.Collections.Concurrent;
using T2L.Adapters;
using T2L.Adapters.Examples;
using T2L.Adapters.Origin;
using T2L.Contracts;

namespace T2L.Worker.Tests.Support;

/// <summary>Answers without a model, but loads adapters from where the real engine would.</summary>
internal sealed class StandInEngine(IAdapterSource source) : IInferenceEngine
{
    public EngineInfo Info => Loading ? throw new InferenceException(InferenceError.NotReady, "The base model is loading.") : new("nano", "sha256:" + new string('a', 64), "cpu");

    /// <summary>Whether it behaves as before its model is there.</summary>
    public bool Loading { get; set; }

    /// <summary>What it refuses to serve, and how.</summary>
    public Func<string, Exception?> Refusal { get; set; } = _ => null;

    /// <summary>Adapters it holds.</summary>
    public ConcurrentDictionary<string, byte> Resident { get; } = new();

    /// <summary>Prompts it was sent.</summary>
    public ConcurrentQueue<CompletionRequest> Asked { get; } = [];

    /// <summary>Adapters that it refused, each time it was asked.</summary>
    public ConcurrentQueue<(string Digest, InferenceError Error)> Refused { get; } = [];

    public async Task PrefetchAsync(string adapterDigest, CancellationToken cancellationToken)
    {
        try
        {
            if (Refusal(adapterDigest) is { } refusal)
                throw refusal;
            await source.LoadAsync(Digest.Parse(adapterDigest), cancellationToken);
            Resident.TryAdd(adapterDigest, 0);
        }
        catch (InferenceException refusal)
        {
            Refused.Enqueue((adapterDigest, refusal.Error));
            throw;
        }
    }

    /// <summary>Mixes that it was to find.</summary>
    public ConcurrentQueue<WantedMix> Wanted { get; } = [];

    /// <summary>Weights rise with the experts' places; nothing helps where the first example says so.</summary>
    public Task<FoundMix> SearchMixAsync(WantedMix wanted, CancellationToken cancellationToken)
    {
        Wanted.Enqueue(wanted);
        return Task.FromResult(new FoundMix([.. wanted.Experts.Select((_, place) => place + 1.0)], wanted.Examples[0].Input != "hopeless", new MixSearch
        {
            ExamplesDigest = AnswerExamples.DigestOf(wanted.Examples).Value, Examples = wanted.Examples.Count, Seed = wanted.Seed, Generations = wanted.Generations, Candidates = 32,
            ExactBefore = 1, ExactAfter = 2, LogLikelihoodBefore = -2, LogLikelihoodAfter = -1,
        }));
    }

    /// <summary>Waits until something of the above is so.</summary>
    public async Task WhenAsync(Func<StandInEngine, bool> isSo, int seconds = 20)
    {
        for (var left = seconds * 50; !isSo(this); left--)
        {
            if (left == 0)
                throw new TimeoutException($"Not within {seconds} s. Resident: {string.Join(", ", Resident.Keys)}; refused: {string.Join(", ", Refused)}.");
            await Task.Delay(20);
        }
    }

    public async Task<CompletionResult> CompleteAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        _ = Info;
        Asked.Enqueue(request);
        // Chooses the expert that the prompt names.
        var chosen = request.Experts?.FirstOrDefault(expert => expert.Name is { } name && request.Prompt.Contains(name, StringComparison.Ordinal))?.Digest;
        var adapter = request.Experts is null ? request.AdapterDigest : chosen;
        if (adapter is not null)
            await PrefetchAsync(adapter, cancellationToken);
        var said = request.Turns is { Count: > 0 } turns ? turns[^1].Content : request.Prompt;
        var text = adapter is null ? said : new string([.. said.Reverse()]);
        return new CompletionResult(text, said.Length + 1, text.Length, "stop", chosen);
    }
}
