using T2L.Contracts;

namespace T2L.Worker.Generation;

/// <summary>Reads descriptions with the encoder of this process.</summary>
/// <param name="models">Encoder and hypernetwork.</param>
internal sealed class TaskReader(Loading<GenerationModels> models) : ITaskReader
{
    public async Task<TaskReading> ReadAsync(string description, CancellationToken cancellationToken)
    {
        var loaded = models switch
        {
            { Loaded: { } ready } => ready,
            { Failure: { } failure } => throw new InferenceException(InferenceError.Failed, $"The text encoder could not be loaded: {failure.Message}", failure),
            _ => throw new InferenceException(InferenceError.NotReady, $"The hypernetwork is loading from '{models.Source}'. Try again in a moment."),
        };
        // The encoder computes without waiting for anything; the caller's thread is needed elsewhere.
        return await Task.Run(() => Read(loaded, description, cancellationToken), cancellationToken);
    }

    private static TaskReading Read(GenerationModels models, string description, CancellationToken cancellationToken)
    {
        var embedding = models.Encoder.Embed([description], cancellationToken).ToFloats(); // [E]
        return new TaskReading(embedding, models.Encoder.Digest.Value, models.Generator.KnownTasks?.NoveltyOf(embedding));
    }
}
