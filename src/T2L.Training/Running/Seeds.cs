namespace T2L.Training.Running;

/// <summary>Derives the seed of a part of a run (a step, a worker, a task) from the seed of the run.</summary>
internal static class Seeds
{
    /// <summary>Mixes numbers so that neighbouring ones give unrelated streams; the same on every machine and in every process.</summary>
    public static int Mix(params ReadOnlySpan<int> parts)
    {
        var z = 0UL;
        foreach (var part in parts)
        {
            z += (uint)part + 0x9E3779B97F4A7C15UL; // splitmix64
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            z ^= z >> 31;
        }
        return (int)z;
    }
}
