using System.Runtime.InteropServices;
using T2L.Embedding;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation.Methods;

/// <summary>Where tasks lie in the space of embeddings: the mean direction of a few descriptions of each.</summary>
/// <param name="Tasks">The tasks.</param>
/// <param name="Points">The place of each, of length one.</param>
internal sealed record TaskCentres(IReadOnlyList<TaskDefinition> Tasks, IReadOnlyList<float[]> Points)
{
    private const int Descriptions = 4;

    /// <summary>Embeds four descriptions of each task.</summary>
    public static TaskCentres Of(IReadOnlyList<TaskDefinition> tasks, Wording wording, Questionnaire questions, TextEncoder encoder)
    {
        if (tasks.Count == 0)
            return new(tasks, []);
        var rows = Embed(encoder, [.. tasks.SelectMany(task => Enumerable.Range(0, Descriptions).Select(draw => questions.Own(task, wording, draw)))]);
        return new(tasks, [.. rows.Chunk(Descriptions).Select(Directions.Centre)]);
    }

    /// <summary>The embeddings of texts, one a row.</summary>
    public static IReadOnlyList<float[]> Embed(TextEncoder encoder, IReadOnlyList<string> texts) =>
        [.. MemoryMarshal.Cast<byte, float>(encoder.Embed(texts).Bytes.Span).ToArray().Chunk(encoder.Size)];

    /// <summary>The task whose place has the largest cosine with an embedding.</summary>
    public TaskDefinition Nearest(ReadOnlySpan<float> embedding)
    {
        var best = 0;
        var most = float.NegativeInfinity;
        for (var i = 0; i < Points.Count; i++)
        {
            var similarity = Directions.Dot(Points[i], embedding);
            if (similarity > most)
                (best, most) = (i, similarity);
        }
        return Tasks[best];
    }
}
