using T2L.Adapters.Svf;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Svf;

/// <summary>Where an expert's numbers begin: by chance, near "change nothing", or at another expert's.</summary>
internal static class FirstGates
{
    // Gates of a mix may be 0 or 1, whose p would be infinite; only relative gains count, so they are put within these.
    private const double Largest = 0.9, Least = 1e-4;

    /// <summary>p ~ N(mean, deviation²), by seed and task alone.</summary>
    public static float[] Random(string task, long length, int seed, double mean, double deviation)
    {
        var random = new Random(Seeds.Mix(seed, (int)StableHash.Of("svf/start", task)));
        return [.. Enumerable.Range(0, (int)length).Select(_ => (float)(mean + deviation * random.NextNormal()))];
    }

    /// <summary>p of an expert that is there, whatever its gate.</summary>
    public static float[] Of(SvfExpert expert) => [.. expert.Vectors.Values.SelectMany(vector => Raw(expert.Manifest.Gate, vector.ToFloats()))];

    private static float[] Raw(SvfGate gate, float[] stored)
    {
        if (gate == SvfGate.Sigmoid)
            return stored;
        var largest = Math.Max(stored.Max(), float.Epsilon);
        return Array.ConvertAll(stored, value => (float)GateFunction.Logit(Math.Max(Largest * value / largest, Least)));
    }
}
