namespace T2L.Embedding.Nano;

/// <summary>What training gives for an n-gram encoder: a vector and a weight for every feature.</summary>
/// <remarks>The text vector is Σ exp(w_f) · v_f / √n over the n features f of a text.</remarks>
public sealed record NgramEncoderWeights
{
    /// <summary>Checks and keeps the arrays; they are not copied.</summary>
    /// <param name="features">The features.</param>
    /// <param name="size">E, the length of a vector.</param>
    /// <param name="unigrams">Vectors of the tokens, [V, E].</param>
    /// <param name="hashed">Vectors of the pairs, [buckets, E].</param>
    /// <param name="logWeights">w, [V + buckets]: those of the tokens, then those of the pairs.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public NgramEncoderWeights(NgramFeatures features, int size, float[] unigrams, float[] hashed, float[] logWeights)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Features = features;
        Size = size;
        Unigrams = Checked(nameof(unigrams), unigrams, features.VocabularySize, size);
        Hashed = Checked(nameof(hashed), hashed, features.Buckets, size);
        LogWeights = Checked(nameof(logWeights), logWeights, features.Count, 1);
    }

    /// <summary>The features.</summary>
    public NgramFeatures Features { get; }

    /// <summary>E, the length of a vector.</summary>
    public int Size { get; }

    /// <summary>Vectors of the tokens, [V, E].</summary>
    public float[] Unigrams { get; }

    /// <summary>Vectors of the pairs, [buckets, E].</summary>
    public float[] Hashed { get; }

    /// <summary>w, [V + buckets].</summary>
    public float[] LogWeights { get; }

    /// <summary>The same weights as a file with int8 vectors holds them.</summary>
    /// <returns>Vectors of whole numbers from -127 to 127; each vector's step has moved into its log-weight.</returns>
    public NgramEncoderWeights RoundedToInt8()
    {
        var (unigrams, hashed, logWeights) = ((float[])Unigrams.Clone(), (float[])Hashed.Clone(), (float[])LogWeights.Clone());
        for (var row = 0; row < Features.Count; row++)
        {
            var vector = row < Features.VocabularySize ? unigrams.AsSpan(row * Size, Size) : hashed.AsSpan((row - Features.VocabularySize) * Size, Size);
            var step = Largest(vector) / 127;
            if (step == 0)
                continue; // nothing to store, and no logarithm
            for (var i = 0; i < Size; i++)
                vector[i] = MathF.Round(vector[i] / step);
            logWeights[row] += MathF.Log(step);
        }
        return new(Features, Size, unigrams, hashed, logWeights);
    }

    private static float Largest(ReadOnlySpan<float> vector)
    {
        var largest = 0f;
        foreach (var value in vector)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }

    private static float[] Checked(string name, float[] values, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        if (values.Length != (long)rows * columns)
            throw new ArgumentException($"{name} has {values.Length} elements, expected {rows} × {columns}.", name);
        var at = Array.FindIndex(values, v => !float.IsFinite(v));
        return at < 0 ? values : throw new ArgumentException($"{name}[{at}] is {values[at]}; training may have diverged.", name);
    }
}
