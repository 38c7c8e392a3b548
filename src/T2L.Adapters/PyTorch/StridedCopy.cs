using T2L.Adapters.PyTorch.Pickles;

namespace T2L.Adapters.PyTorch;

/// <summary>Copies a strided view into row-major order.</summary>
internal static class StridedCopy
{
    /// <summary>Whether every element of the view lies inside its storage.</summary>
    public static bool Fits(TensorReference tensor)
    {
        var last = (Int128)tensor.Offset;
        for (var d = 0; d < tensor.Shape.Length; d++)
        {
            if (tensor.Shape[d] == 0)
                return tensor.Offset <= tensor.Storage.Count;
            last += (Int128)(tensor.Shape[d] - 1) * tensor.Strides[d];
        }

        return last < tensor.Storage.Count;
    }

    /// <summary>Copies a view that <see cref="Fits"/>.</summary>
    public static void ToRowMajor(ReadOnlySpan<byte> storage, TensorReference tensor, Span<byte> target)
    {
        var size = tensor.Storage.DType.Size();
        if (target.IsEmpty)
            return;
        if (IsRowMajor(tensor))
            storage.Slice((int)(tensor.Offset * size), target.Length).CopyTo(target);
        else
            CopyElements(storage, tensor, target, size);
    }

    private static bool IsRowMajor(TensorReference tensor)
    {
        long expected = 1;
        for (var d = tensor.Shape.Length - 1; d >= 0; d--)
        {
            if (tensor.Shape[d] != 1 && tensor.Strides[d] != expected)
                return false;
            expected *= tensor.Shape[d];
        }

        return true;
    }

    private static void CopyElements(ReadOnlySpan<byte> storage, TensorReference tensor, Span<byte> target, int size)
    {
        var index = new long[tensor.Shape.Length];
        var source = tensor.Offset;
        for (var written = 0; written < target.Length; written += size)
        {
            storage.Slice((int)(source * size), size).CopyTo(target[written..]);
            source += Advance(index, tensor);
        }
    }

    // The next index in row-major order; returns how far the source moves.
    private static long Advance(long[] index, TensorReference tensor)
    {
        long move = 0;
        for (var d = index.Length - 1; d >= 0; d--)
        {
            if (++index[d] < tensor.Shape[d])
                return move + tensor.Strides[d];
            move -= (tensor.Shape[d] - 1) * tensor.Strides[d];
            index[d] = 0;
        }

        return move;
    }
}
