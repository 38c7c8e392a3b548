namespace T2L.Registry.Tests.Search;

/// <summary>Vectors in clusters, as descriptions of similar tasks lie.</summary>
internal static class SampleVectors
{
    public static List<float[]> Create(int count, int size, int seed)
    {
        var random = new Random(seed);
        var centres = Enumerable.Range(0, Math.Max(1, count / 50)).Select(_ => Gaussian(random, size)).ToList();
        return [.. Enumerable.Range(0, count).Select(_ => Near(random, centres[random.Next(centres.Count)]))];
    }

    private static float[] Near(Random random, float[] centre) => [.. centre.Zip(Gaussian(random, centre.Length), (middle, noise) => middle + (0.3f * noise))];

    private static float[] Gaussian(Random random, int size) =>
        [.. Enumerable.Range(0, size).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
}
