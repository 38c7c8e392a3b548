namespace TorchSharp.Native;

/// <summary>Calls into libtorch's autograd engine, which runs CPU graphs on the calling thread.</summary>
internal static unsafe class Gradients
{
    public static void Backward(IList<torch.Tensor> outputs, IList<torch.Tensor>? gradients, bool retainGraph, bool createGraph, IList<torch.Tensor>? inputs)
    {
        nint[] from = Handles(outputs), weights = Handles(gradients), to = Handles(inputs);
        fixed (nint* fromPointer = from, weightPointer = weights, toPointer = to)
        {
            var result = NativeMethods.t2l_backward(fromPointer, from.Length, weightPointer, weights.Length, toPointer, to.Length, retainGraph ? 1 : 0, createGraph ? 1 : 0);
            NativeError.Check(result, "backward");
        }
        KeepAlive(outputs, gradients, inputs);
    }

    public static torch.Tensor[] Of(IList<torch.Tensor> outputs, IList<torch.Tensor> inputs, IList<torch.Tensor>? gradients, bool retainGraph, bool createGraph, bool allowUnused)
    {
        nint[] from = Handles(outputs), weights = Handles(gradients), to = Handles(inputs), found = new nint[inputs.Count];
        fixed (nint* fromPointer = from, weightPointer = weights, toPointer = to, foundPointer = found)
        {
            var result = NativeMethods.t2l_gradients(fromPointer, from.Length, weightPointer, weights.Length, toPointer, to.Length, retainGraph ? 1 : 0, createGraph ? 1 : 0, allowUnused ? 1 : 0, foundPointer);
            NativeError.Check(result, "autograd.grad");
        }
        KeepAlive(outputs, gradients, inputs);
        return Array.ConvertAll(found, handle => handle == 0 ? null! : new torch.Tensor(handle));
    }

    // Pinning an empty array gives null, which the native side takes as "none" together with the length 0. A null
    // gradient in the list stands for "ones".
    private static nint[] Handles(IList<torch.Tensor>? tensors) => tensors is null ? [] : [.. tensors.Select(tensor => tensor?.Handle ?? 0)];

    private static void KeepAlive(IList<torch.Tensor> outputs, IList<torch.Tensor>? gradients, IList<torch.Tensor>? inputs)
    {
        GC.KeepAlive(outputs);
        GC.KeepAlive(gradients);
        GC.KeepAlive(inputs);
    }
}
