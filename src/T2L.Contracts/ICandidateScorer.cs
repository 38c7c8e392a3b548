using T2L.Adapters.Examples;
using T2L.Adapters.Lora;

namespace T2L.Contracts;

/// <summary>Tells how well adapters that nobody has published answer examples.</summary>
/// <remarks>
/// An engine of the same process can do this; one that is reached over the bus cannot, since adapters travel there by digest and never as
/// numbers. So this is apart from <see cref="IInferenceEngine"/>, and who needs it asks the engine at hand whether it has it.
/// </remarks>
public interface ICandidateScorer
{
    /// <summary>Scores adapters on examples, several adapters in one batch; prompts are answered between the batches.</summary>
    /// <param name="candidates">The adapters; not changed before the task has ended.</param>
    /// <param name="examples">The examples; each input becomes a prompt as one turn of a user does.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>For each adapter one score for each example.</returns>
    /// <exception cref="InferenceException">An example cannot be used with the model, or an adapter does not fit it.</exception>
    Task<IReadOnlyList<IReadOnlyList<AnswerScore>>> ScoreAsync(
        IReadOnlyList<LoraAdapter> candidates, IReadOnlyList<AnswerExample> examples, CancellationToken cancellationToken);
}
