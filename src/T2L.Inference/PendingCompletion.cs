using T2L.Contracts;
using T2L.Inference.Adapters;
using T2L.Models.Generation;

namespace T2L.Inference;

/// <summary>One request on its way through the engine; it keeps its adapter on the device until it is answered.</summary>
internal sealed class PendingCompletion(GenerationRequest request, AdapterLease? lease)
{
    private readonly TaskCompletionSource<CompletionResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public GenerationRequest Request => request;

    public AdapterLease? Lease => lease;

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

    /// <summary>Answers a caller who has given up.</summary>
    public void Cancel() => _completion.TrySetCanceled(request.Cancellation);
}
