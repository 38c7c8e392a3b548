namespace TorchSharp;

// The functions that are also methods of a tensor.
public static partial class torch
{
    public static Tensor clone(Tensor input) => input.clone();
}
