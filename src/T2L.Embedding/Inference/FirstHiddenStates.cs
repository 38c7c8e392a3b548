using Microsoft.ML.OnnxRuntime;

namespace T2L.Embedding.Inference;

/// <summary>The hidden state of the first token of each row: CLS pooling.</summary>
/// <param name="Values">[B, E], row-major.</param>
/// <param name="Size">E.</param>
internal sealed record FirstHiddenStates(float[] Values, int Size)
{
    /// <summary>Copies position 0 of each row out of a run's output.</summary>
    /// <param name="hidden">[B, T, E].</param>
    /// <param name="inputShape">[B, T] of the run.</param>
    /// <param name="isHalf">The output is float16.</param>
    public static FirstHiddenStates Read(OrtValue hidden, long[] inputShape, bool isHalf)
    {
        var shape = hidden.GetTensorTypeAndShape().Shape;
        if (shape.Length != 3 || shape[0] != inputShape[0] || shape[1] != inputShape[1])
        {
            throw new InvalidOperationException(
                $"The text encoder gave [{string.Join(", ", shape)}] for [{string.Join(", ", inputShape)}] tokens; expected one hidden state per token.");
        }

        var (rows, step, size) = ((int)shape[0], checked((int)(shape[1] * shape[2])), (int)shape[2]);
        var values = new float[rows * size];
        for (var row = 0; row < rows; row++)
        {
            var target = values.AsSpan(row * size, size);
            if (isHalf)
                Widen(hidden.GetTensorDataAsSpan<Float16>().Slice(row * step, size), target);
            else
                hidden.GetTensorDataAsSpan<float>().Slice(row * step, size).CopyTo(target);
        }

        return new FirstHiddenStates(values, size);
    }

    private static void Widen(ReadOnlySpan<Float16> source, Span<float> target)
    {
        for (var i = 0; i < source.Length; i++)
            target[i] = source[i].ToFloat();
    }
}
