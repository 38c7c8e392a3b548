namespace T2L.Embedding.Nano;

/// <summary>Puts a pair of token ids into one of many buckets: ((Left·a + Right·b + Offset) mod 2³¹−1) mod buckets.</summary>
/// <param name="Left">Multiplier of the first id, from 1 to 2³¹−2.</param>
/// <param name="Right">Multiplier of the second id, from 1 to 2³¹−2.</param>
/// <param name="Offset">Added constant, from 0 to 2³¹−2.</param>
/// <remarks>
/// Carter and Wegman's universal hash. Nothing overflows int64 as long as ids are below 2³¹, so the same three
/// operations (Mul, Add, Mod) give the same buckets inside an ONNX graph.
/// </remarks>
public sealed record NgramHash(long Left, long Right, long Offset)
{
    /// <summary>The prime 2³¹−1.</summary>
    public const long Prime = int.MaxValue;

    /// <summary>The bucket of a pair.</summary>
    /// <param name="first">The first id.</param>
    /// <param name="second">The second id.</param>
    /// <param name="buckets">The number of buckets.</param>
    /// <returns>From 0 to <paramref name="buckets"/> − 1.</returns>
    public int Bucket(int first, int second, int buckets) => (int)((Left * first + Right * second + Offset) % Prime % buckets);

    internal void Validate(string name)
    {
        foreach (var (value, minimum) in new[] { (Left, 1L), (Right, 1L), (Offset, 0L) })
            if (value < minimum || value >= Prime)
                throw new ArgumentException($"{name} is {this}; Left and Right go from 1, Offset from 0, all to {Prime - 1}.");
    }
}
