using System.Collections.Concurrent;
using T2L.Adapters;
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

    public async Task PrefetchAsync(string adapterDigest, CancellationToken cancellationToken)
    {
        if (Refusal(adapterDigest) is { } refusal)
            throw refusal;
        await source.LoadAsync(Digest.Parse(adapterDigest), cancellationToken);
        Resident.TryAdd(adapterDigest, 0);
    }

    public async Task<CompletionResult> CompleteAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        _ = Info;
        Asked.Enqueue(request);
        if (request.AdapterDigest is { } digest)
            await PrefetchAsync(digest, cancellationToken);
        var text = request.AdapterDigest is null ? request.Prompt : new string([.. request.Prompt.Reverse()]);
        return new CompletionResult(text, request.Prompt.Length + 1, text.Length, "stop");
    }
}
