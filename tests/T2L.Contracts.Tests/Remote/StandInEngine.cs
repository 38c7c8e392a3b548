namespace T2L.Contracts.Tests.Remote;

/// <summary>An engine that answers at once, for tests of the way to it.</summary>
internal sealed class StandInEngine : IInferenceEngine
{
    public EngineInfo Info { get; } = new("nano", "sha256:" + new string('a', 64), "cpu");

    public Exception? Failure { get; set; }

    public List<string> Prefetched { get; } = [];

    public CompletionRequest? Asked { get; private set; }

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

    private static string Backwards(string text) => new([.. text.Reverse()]);
}
