using System.Runtime.InteropServices;
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
        if (target.IsEmpty)
            return;
        var size = tensor.Storage.DType.Size();
        if (IsRowMajor(tensor))
        {
            storage.Slice((int)(tensor.Offset * size), target.Length).CopyTo(target);
            return;
        }

        switch (size)
        {
            case 1:
                CopyRows(storage, tensor, target);
                break;
            case 2:
                CopyRows(MemoryMarshal.Cast<byte, ushort>(storage), tensor, MemoryMarshal.Cast<byte, ushort>(target));
                break;
            case 4:
                CopyRows(MemoryMarshal.Cast<byte, uint>(storage), tensor, MemoryMarshal.Cast<byte, uint>(target));
                break;
            default:
                CopyRows(MemoryMarshal.Cast<byte, ulong>(storage), tensor, MemoryMarshal.Cast<byte, ulong>(target));
                break;
        }
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

    // One row is a run over the innermost dimension. A view with several elements has one.
    private static void CopyRows<T>(ReadOnlySpan<T> storage, TensorReference tensor, Span<T> target)
    {
        var length = (int)tensor.Shape[^1];
        var stride = tensor.Strides[^1];
        var index = new long[tensor.Shape.Length - 1];
        var start = tensor.Offset;
        for (var row = 0; row < target.Length; row += length)
        {
            var source = start;
            foreach (ref var element in target.Slice(row, length))
            {
                element = storage[(int)source];
                source += stride;
            }

            start += Advance(index, tensor);
        }
    }

    // The next row in row-major order; returns how far its start moves.
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
