namespace T2L.Adapters.Export.Gguf;

/// <summary>The order of rows in query and key projections.</summary>
/// <remarks>
/// A rotation turns pairs of rows. Hugging Face pairs row i of a head with row i + d/2; llama.cpp's Llama pairs neighbours, 2i with 2i + 1.
/// </remarks>
internal static class RotaryRows
{
    /// <summary>Reorders the rows of a matrix, head by head: rows 0, d/2, 1, d/2 + 1, …</summary>
    /// <param name="matrix">Shape [heads · d, columns].</param>
    /// <param name="heads">Heads; d is even.</param>
    /// <returns>The same rows in the other order.</returns>
    public static TensorData Interleave(TensorData matrix, int heads)
    {
        var half = (int)(matrix.Shape[0] / heads / 2);
        var row = (int)matrix.Shape[1] * matrix.DType.Size();
        var source = matrix.Bytes.Span;
        var target = new byte[matrix.Bytes.Length];
        for (var to = 0; to < matrix.Shape[0]; to++)
        {
            var (head, inside) = Math.DivRem(to, 2 * half);
            var from = (head * 2 * half) + (inside % 2 * half) + (inside / 2);
            source.Slice(from * row, row).CopyTo(target.AsSpan(to * row, row));
        }

        return new TensorData(matrix.DType, matrix.Shape, target);
    }
}
