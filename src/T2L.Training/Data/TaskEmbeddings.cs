using T2L.Embedding;
using T2L.Training.Running;
using T2L.Training.Tasks;
using static TorchSharp.torch;

namespace T2L.Training.Data;

/// <summary>Embeddings of several wordings of every task, made once: the encoder is frozen while the hypernetwork learns.</summary>
internal sealed class TaskEmbeddings
{
    private readonly float[] _values; // [tasks, wordings, E]
    private readonly Dictionary<string, int> _index;
    private readonly int _wordings;

    private TaskEmbeddings(float[] values, Dictionary<string, int> index, int wordings, int size) =>
        (_values, _index, _wordings, Size) = (values, index, wordings, size);

    /// <summary>E, the size of one embedding.</summary>
    public int Size { get; }

    /// <summary>Embeds wordings of the given kind; which ones depends on the seed alone.</summary>
    public static TaskEmbeddings Of(
        IReadOnlyList<TaskDefinition> tasks, int wordings, Wording wording, TextEncoder encoder, int seed, CancellationToken cancellation)
    {
        var texts = new List<string>(tasks.Count * wordings);
        for (var t = 0; t < tasks.Count; t++)
        {
            var random = new Random(Seeds.Mix(seed, t));
            texts.AddRange(Enumerable.Range(0, wordings).Select(_ => tasks[t].Describe(random, wording)));
        }
        var values = encoder.Embed(texts, cancellation).ToFloats();
        var index = tasks.Select((task, position) => (task.Id, position)).ToDictionary(entry => entry.Id, entry => entry.position);
        return new(values, index, wordings, encoder.Size);
    }

    /// <summary>One wording of each task, drawn by chance, with noise on the unit sphere.</summary>
    /// <param name="tasks">Tasks, one a row.</param>
    /// <param name="random">Draws wording and noise.</param>
    /// <param name="noise">Expected norm of the Gaussian noise added to the unit-length embedding; 0 for none.</param>
    /// <returns>Shape [tasks, E], every row of norm √E.</returns>
    public Tensor Draw(IReadOnlyList<TaskDefinition> tasks, Random random, double noise)
    {
        var rows = new float[tasks.Count * Size];
        // On a row of norm √E, noise of norm n on the unit sphere is n per element.
        for (var row = 0; row < tasks.Count; row++)
        {
            var source = (_index[tasks[row].Id] * _wordings + random.Next(_wordings)) * Size;
            for (var e = 0; e < Size; e++)
                rows[row * Size + e] = _values[source + e] + (float)(noise * Gaussian(random));
        }
        var drawn = tensor(rows, tasks.Count, Size);
        return noise == 0 ? drawn : nn.functional.normalize(drawn, dim: 1) * Math.Sqrt(Size);
    }

    // Box-Muller; the second value of a pair is not worth keeping at this rate.
    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
