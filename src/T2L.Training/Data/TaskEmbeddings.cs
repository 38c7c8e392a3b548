using T2L.Embedding;
using T2L.Training.Running;
using T2L.Training.Tasks;
using static TorchSharp.torch;

namespace T2L.Training.Data;

/// <summary>Embeddings of several wordings of every task, made once: the encoder is frozen while the hypernetwork learns.</summary>
internal sealed class TaskEmbeddings
{
    private readonly float[] _values; // [wordings of all tasks, E]
    private readonly Dictionary<string, (int First, int Count)> _rows;

    private TaskEmbeddings(float[] values, Dictionary<string, (int First, int Count)> rows, int size) => (_values, _rows, Size) = (values, rows, size);

    /// <summary>E, the size of one embedding.</summary>
    public int Size { get; }

    /// <summary>Embeds wordings of the given kind, at most so many a task; which ones depends on the seed alone.</summary>
    public static TaskEmbeddings Of(
        IReadOnlyList<LearningTask> tasks, int wordings, Wording wording, TextEncoder encoder, int seed, CancellationToken cancellation, double typingErrors = 0)
    {
        var texts = new List<string>(tasks.Count * wordings);
        var rows = new Dictionary<string, (int First, int Count)>(StringComparer.Ordinal);
        for (var t = 0; t < tasks.Count; t++)
        {
            var random = new Random(Seeds.Mix(seed, t));
            var own = tasks[t].Descriptions(wordings, random, wording);
            rows.Add(tasks[t].Id, (texts.Count, own.Count));
            texts.AddRange(own.Select(text => TypingErrors.In(text, typingErrors, random)));
        }
        return new(encoder.Embed(texts, cancellation).ToFloats(), rows, encoder.Size);
    }

    /// <summary>Takes embeddings that are there already, one a task.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="values">Shape [tasks, E], every row of norm √E.</param>
    /// <param name="size">E.</param>
    public static TaskEmbeddings From(IReadOnlyList<LearningTask> tasks, float[] values, int size) =>
        new(values, tasks.Select((task, row) => (task.Id, Row: row)).ToDictionary(entry => entry.Id, entry => (entry.Row, 1), StringComparer.Ordinal), size);

    /// <summary>Every embedding, shape [wordings of all tasks, E].</summary>
    public ReadOnlySpan<float> All => _values;

    /// <summary>The mean of a task's wordings, shape [E]; shorter than √E, the more so the more they differ.</summary>
    public float[] Mean(LearningTask task)
    {
        var (first, count) = _rows[task.Id];
        var mean = new float[Size];
        for (var row = first; row < first + count; row++)
        {
            for (var e = 0; e < Size; e++)
                mean[e] += _values[row * Size + e] / count;
        }
        return mean;
    }

    /// <summary>One wording of each task, drawn by chance, with noise on the unit sphere.</summary>
    /// <param name="tasks">Tasks, one a row.</param>
    /// <param name="random">Draws wording and noise.</param>
    /// <param name="noise">Expected norm of the Gaussian noise added to the unit-length embedding; 0 for none.</param>
    /// <returns>Shape [tasks, E], every row of norm √E.</returns>
    public Tensor Draw(IReadOnlyList<LearningTask> tasks, Random random, double noise)
    {
        var rows = new float[tasks.Count * Size];
        // On a row of norm √E, noise of norm n on the unit sphere is n per element.
        for (var row = 0; row < tasks.Count; row++)
        {
            var (first, count) = _rows[tasks[row].Id];
            var source = (first + random.Next(count)) * Size;
            for (var e = 0; e < Size; e++)
                rows[row * Size + e] = _values[source + e] + (float)(noise * random.NextNormal());
        }
        var drawn = tensor(rows, tasks.Count, Size);
        return noise == 0 ? drawn : nn.functional.normalize(drawn, dim: 1) * Math.Sqrt(Size);
    }
}
