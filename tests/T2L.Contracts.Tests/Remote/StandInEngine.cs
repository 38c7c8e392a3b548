using T2L.Adapters.Origin;

namespace T2L.Contracts.Tests.Remote;

/// <summary>An engine that answers at once, for tests of the way to it.</summary>
internal sealed class StandInEngine : IInferenceEngine
{
    public EngineInfo Info { get; } = new("nano", "sha256:" + new string('a', 64), "cpu");

    public Exception? Failure { get; set; }

    public List<string> Prefetched { get; } = [];

    public CompletionRequest? Asked { get; private set; }

    public WantedMix? Wanted { get; private set; }

    public FoundMix Found { get; } = new([0.25, 0.75], true, new MixSearch
    {
        ExamplesDigest = "sha256:" + new string('b', 64), Examples = 3, Seed = 4, Generations = 5, Candidates = 32, ExactBefore = 0, ExactAfter = 2, LogLikelihoodBefore = -2.5, LogLikelihoodAfter = -0.5,
    });

    public Task PrefetchAsync(string adapterDigest, CancellationToken cancellationToken)
    {
        Prefetched.Add(adapterDigest);
        return Task.CompletedTask;
    }

    public Task<CompletionResult> CompleteAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        Asked = request;
        return Failure is { } failure
            ? Task.FromException<CompletionResult>(failure)
            : Task.FromResult(new CompletionResult(Backwards(request.Prompt), request.Prompt.Length, request.MaxTokens, "stop"));
    }

    public Task<FoundMix> SearchMixAsync(WantedMix wanted, CancellationToken cancellationToken)
    {
        Wanted = wanted;
        return Failure is { } failure ? Task.FromException<FoundMix>(failure) : Task.FromResult(Found);
    }

    private static string Backwards(string text) => new([.. text.Reverse()]);
}
