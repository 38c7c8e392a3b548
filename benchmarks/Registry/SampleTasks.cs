namespace T2L.Benchmarks.Registry;

/// <summary>Task embeddings in clusters, as descriptions of one kind of task lie: a centre of its kind, and noise of its own.</summary>
/// <param name="rows">How many rows there are.</param>
/// <param name="size">E.</param>
/// <param name="seed">Start of the random numbers.</param>
internal sealed class SampleTasks(int rows, int size, int seed)
{
    private const int RowsInCluster = 500;
    private const float Noise = 0.35f;

    private readonly int _clusters = Math.Max(1, rows / RowsInCluster);

    /// <summary>The embedding of a row, shape [E], norm √E; another salt gives another wording of the same task.</summary>
    public float[] Of(int row, int salt)
    {
        var centre = new Fast((ulong)(seed + (row % _clusters)));
        var own = new Fast((ulong)(((long)salt << 40) + row + 1) * 0x9E3779B97F4A7C15);
        var vector = new float[size];
        var sum = 0.0;
        for (var i = 0; i < size; i++)
        {
            vector[i] = centre.Next() + (Noise * own.Next());
            sum += (double)vector[i] * vector[i];
        }
        var scale = (float)(Math.Sqrt(size) / Math.Sqrt(sum));
        for (var i = 0; i < size; i++)
            vector[i] *= scale;
        return vector;
    }

    /// <summary>Numbers between −1 and 1, billions a minute (SplitMix64).</summary>
    private struct Fast(ulong state)
    {
        private ulong _state = state;

        public float Next()
        {
            _state += 0x9E3779B97F4A7C15;
            var x = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
            return ((x ^ (x >> 31)) >> 40) * (2f / (1 << 24)) - 1f;
        }
    }
}
