using T2L.Contracts;
using T2L.Inference.Adapters;
using T2L.Models.Generation;

namespace T2L.Inference;

/// <summary>One request on its way through the engine; it keeps its adapters on the device until it is answered.</summary>
internal sealed class PendingCompletion(GenerationRequest request, IReadOnlyList<AdapterLease> leases)
{
    private readonly TaskCompletionSource<CompletionResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public GenerationRequest Request => request;

    /// <summary>Its adapters: none, one, or one of each kind.</summary>
    public IReadOnlyList<BankedAdapter> Adapters { get; } = [.. leases.Select(lease => lease.Adapter)];

    public Task<CompletionResult> Task => _completion.Task;

    public void Answer(GenerationResult result)
    {
        if (result.Finish == FinishReason.Cancelled)
        {
            _completion.TrySetCanceled(request.Cancellation);
            return;
        }
        string reason = result.Finish == FinishReason.Length ? "length" : "stop";
        _completion.TrySetResult(new CompletionResult(result.Text, request.Prompt.Count, result.Tokens.Count, reason));
    }

    /// <summary>Answers with a failure where there is no answer yet.</summary>
    public void Fail(InferenceException exception) => _completion.TrySetException(exception);

    /// <summary>Lets go of the adapters.</summary>
    public void Release()
    {
        foreach (var lease in leases)
            lease.Dispose();
    }

    /// <summary>Answers a caller who has given up.</summary>
    public void Cancel() => _completion.TrySetCanceled(request.Cancellation);
}
