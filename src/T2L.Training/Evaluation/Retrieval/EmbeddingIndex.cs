using T2L.Embedding;
using T2L.Training.Data;

namespace T2L.Training.Evaluation.Retrieval;

/// <summary>A text encoder as a search for tasks: a task is the mean of its training texts' embeddings.</summary>
internal sealed class EmbeddingIndex
{
    private const int TextsAtOnce = 1024;

    private readonly TextEncoder _encoder;
    private readonly float[][] _tasks; // [tasks][E], each of length 1

    public EmbeddingIndex(IReadOnlyList<DescribedTask> tasks, TextEncoder encoder, CancellationToken cancellation)
    {
        _encoder = encoder;
        _tasks = [.. tasks.Select(task => Directions.Centre(Embed(task.Training, cancellation)))];
    }

    /// <summary>Cosines of texts with every task, up to one common factor.</summary>
    public IEnumerable<float[]> Scores(IReadOnlyList<string> texts, CancellationToken cancellation) =>
        Embed(texts, cancellation).Select(text => Array.ConvertAll(_tasks, task => Directions.Dot(text, task)));

    private IEnumerable<float[]> Embed(IReadOnlyList<string> texts, CancellationToken cancellation) =>
        texts.Chunk(TextsAtOnce).SelectMany(chunk => _encoder.Embed(chunk, cancellation).ToFloats().Chunk(_encoder.Size));
}
