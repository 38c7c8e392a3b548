using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <content>Gradients, and the per-thread switches that turn them on and off.</content>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int t2l_requires_grad(nint handle);

    [LibraryImport(Library)]
    internal static partial int t2l_set_requires_grad(nint handle, int value);

    [LibraryImport(Library)]
    internal static partial int t2l_is_leaf(nint handle);

    [LibraryImport(Library)]
    internal static partial nint t2l_grad(nint handle);

    [LibraryImport(Library)]
    internal static partial int t2l_set_grad(nint handle, nint gradient);

    [LibraryImport(Library)]
    internal static partial int t2l_retain_grad(nint handle);

    [LibraryImport(Library)]
    internal static partial int t2l_set_data(nint handle, nint data);

    [LibraryImport(Library)]
    internal static partial int t2l_backward(nint* outputs, int count, nint* gradients, int gradientCount, nint* inputs, int inputCount, int retainGraph, int createGraph);

    [LibraryImport(Library)]
    internal static partial int t2l_gradients(nint* outputs, int count, nint* gradients, int gradientCount, nint* inputs, int inputCount, int retainGraph, int createGraph, int allowUnused, nint* results);

    [LibraryImport(Library)]
    internal static partial int t2l_grad_enabled();

    [LibraryImport(Library)]
    internal static partial void t2l_set_grad_enabled(int enabled);

    [LibraryImport(Library)]
    internal static partial int t2l_inference_enabled();

    [LibraryImport(Library)]
    internal static partial nint t2l_inference_begin(int enabled);

    [LibraryImport(Library)]
    internal static partial void t2l_inference_end(nint guard);
}
