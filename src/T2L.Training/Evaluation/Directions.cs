namespace T2L.Training.Evaluation;

/// <summary>Where embeddings point.</summary>
internal static class Directions
{
    /// <summary>The mean direction of some embeddings, of length one; zeros where they cancel out.</summary>
    /// <param name="embeddings">At least one, all of one size.</param>
    public static float[] Centre(IEnumerable<float[]> embeddings)
    {
        float[] sum = [];
        foreach (var embedding in embeddings)
        {
            if (sum.Length == 0)
                sum = new float[embedding.Length];
            for (var i = 0; i < sum.Length; i++)
                sum[i] += embedding[i];
        }
        var length = MathF.Sqrt(Dot(sum, sum));
        return length == 0 ? sum : Array.ConvertAll(sum, value => value / length);
    }

    /// <summary>The dot product, element after element.</summary>
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0f;
        for (var i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }
}
