using Microsoft.Extensions.Options;
using T2L.Contracts.Messaging;

namespace T2L.Contracts.Remote;

/// <summary>The engine of whichever worker takes the request, reached over the bus.</summary>
/// <param name="workers">Asks them.</param>
/// <param name="options">How long to wait for an answer.</param>
/// <param name="time">Measures how old the last sign of life is.</param>
internal sealed class RemoteInferenceEngine(WorkerQuestions workers, IOptions<BusOptions> options, TimeProvider time) : IInferenceEngine
{
    // A broker drops a request that nobody listens for, silently. A short question first tells "no worker" from "long answer".
    private static readonly TimeSpan QuestionTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SignOfLifeLasts = TimeSpan.FromSeconds(10);

    private volatile Sighting? _seen;

    /// <inheritdoc/>
    public EngineInfo Info => _seen?.Info ?? throw new InferenceException(
        InferenceError.NotReady, "No worker has answered yet. Start one with './t2l worker', or wait until it is ready.");

    private TimeSpan AnswerTimeout => TimeSpan.FromSeconds(options.Value.RequestTimeoutSeconds);

    /// <inheritdoc/>
    public async Task<EngineInfo> DescribeAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync<DescribeEngine, EngineDescribed>(new DescribeEngine(), QuestionTimeout, cancellationToken);
        _seen = new Sighting(answer.Info, time.GetTimestamp());
        return answer.Info;
    }

    /// <inheritdoc/>
    public async Task PrefetchAsync(string adapterDigest, CancellationToken cancellationToken)
    {
        await ExpectWorkerAsync(cancellationToken);
        await AskAsync<PrefetchAdapter, AdapterPrefetched>(new PrefetchAdapter(adapterDigest), AnswerTimeout, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<CompletionResult> CompleteAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        await ExpectWorkerAsync(cancellationToken);
        var answer = await AskAsync<CompleteText, TextCompleted>(new CompleteText(request), AnswerTimeout, cancellationToken);
        return answer.Result;
    }

    /// <inheritdoc/>
    public async Task<FoundMix> SearchMixAsync(WantedMix wanted, CancellationToken cancellationToken)
    {
        await ExpectWorkerAsync(cancellationToken);
        var answer = await AskAsync<SearchMix, MixFound>(new SearchMix(wanted), AnswerTimeout, cancellationToken);
        return answer.Found;
    }

    private async Task ExpectWorkerAsync(CancellationToken cancellationToken)
    {
        if (_seen is not { } seen || time.GetElapsedTime(seen.Timestamp) > SignOfLifeLasts)
            await DescribeAsync(cancellationToken);
    }

    // A worker that does not answer any more is looked for anew.
    private async Task<TAnswer> AskAsync<TQuestion, TAnswer>(TQuestion question, TimeSpan patience, CancellationToken cancellationToken)
        where TQuestion : class
        where TAnswer : class
    {
        try
        {
            return await workers.AskAsync<TQuestion, TAnswer>(question, patience, cancellationToken);
        }
        catch (InferenceException refusal) when (refusal.Error == InferenceError.NotReady)
        {
            _seen = null;
            throw;
        }
    }

    private sealed record Sighting(EngineInfo Info, long Timestamp);
}
