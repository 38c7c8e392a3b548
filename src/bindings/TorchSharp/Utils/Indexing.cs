using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Indexing by a list of positions: views by select and slice first, then one gather for the tensors among them.</summary>
internal static class Indexing
{
    public static Tensor Get(Tensor tensor, TensorIndex[] indices)
    {
        var tensors = new List<Tensor?>();
        var view = View(tensor, indices, tensors);
        if (tensors.Count == 0) return view;
        using (view) return Aten.index_Tensor.Call(view, Argument.Optional([.. tensors]));
    }

    public static void Put(Tensor tensor, Tensor value, TensorIndex[] indices, bool accumulate)
    {
        var tensors = new List<Tensor?>();
        using var view = View(tensor, indices, tensors);
        if (tensors.Count > 0) Aten.index_put_.Run(view, Argument.Optional([.. tensors]), value, accumulate);
        else if (accumulate) view.add_(value);
        else view.copy_(value);
    }

    // `tensors` gets one entry for each dimension of the view up to the last that is indexed by a tensor; a mask is one entry
    // for all its dimensions.
    private static Tensor View(Tensor tensor, TensorIndex[] indices, List<Tensor?> tensors)
    {
        var view = tensor.alias();
        var dim = 0;
        var masked = 0; // dimensions that masks take beyond their one entry in the list
        for (var i = 0; i < indices.Length; i++)
        {
            var index = indices[i];
            switch (index.Type)
            {
                case TensorIndex.Kind.Single:
                    view = Next(view, view.select(dim, index.Start ?? 0));
                    break;
                case TensorIndex.Kind.Slice:
                    view = Next(view, Aten.slice_Tensor.Call(view, dim++, index.Start, index.Stop, index.Step ?? 1));
                    break;
                case TensorIndex.Kind.Ellipsis:
                    dim = (int)view.dim() - Consumed(indices.AsSpan(i + 1));
                    break;
                case TensorIndex.Kind.None:
                    view = Next(view, view.unsqueeze(dim++));
                    break;
                case TensorIndex.Kind.Bool:
                    view = Next(view, view.unsqueeze(dim));
                    Remember(tensors, dim++ - masked, torch.tensor(new[] { index.Start == 1 }));
                    break;
                default:
                    Remember(tensors, dim - masked, index.Values!);
                    dim += Dimensions(index.Values!);
                    masked += Dimensions(index.Values!) - 1;
                    break;
            }
        }
        return view;
    }

    private static Tensor Next(Tensor previous, Tensor next)
    {
        previous.Dispose();
        return next;
    }

    private static void Remember(List<Tensor?> tensors, int entry, Tensor index)
    {
        while (tensors.Count < entry) tensors.Add(null);
        tensors.Add(index);
    }

    private static int Consumed(ReadOnlySpan<TensorIndex> indices)
    {
        var count = 0;
        foreach (var index in indices)
            count += index.Type switch
            {
                TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
                TensorIndex.Kind.Tensor => Dimensions(index.Values!),
                _ => 0,
            };
        return count;
    }

    private static int Dimensions(Tensor index) => index.dtype is ScalarType.Bool or ScalarType.Byte ? (int)index.dim() : 1;
}
