using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <content>Random numbers, threads and devices, and the optimizer's own kernel.</content>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int t2l_manual_seed(ulong seed);

    [LibraryImport(Library)]
    internal static partial nint t2l_generator(ulong seed, int device, int index);

    [LibraryImport(Library)]
    internal static partial nint t2l_default_generator();

    [LibraryImport(Library)]
    internal static partial void t2l_generator_release(nint handle);

    [LibraryImport(Library)]
    internal static partial int t2l_generator_set_seed(nint handle, ulong seed);

    [LibraryImport(Library)]
    internal static partial ulong t2l_generator_seed(nint handle, int fresh);

    [LibraryImport(Library)]
    internal static partial nint t2l_generator_state(nint handle);

    [LibraryImport(Library)]
    internal static partial int t2l_generator_set_state(nint handle, nint state);

    [LibraryImport(Library)]
    internal static partial int t2l_threads();

    [LibraryImport(Library)]
    internal static partial int t2l_set_threads(int count);

    [LibraryImport(Library)]
    internal static partial int t2l_interop_threads();

    [LibraryImport(Library)]
    internal static partial int t2l_set_interop_threads(int count);

    [LibraryImport(Library)]
    internal static partial int t2l_cuda_devices();

    [LibraryImport(Library)]
    internal static partial int t2l_cudnn_available();

    [LibraryImport(Library)]
    internal static partial int t2l_cuda_synchronize(int index);

    [LibraryImport(Library)]
    internal static partial int t2l_cuda_seed(ulong seed, int index);

    [LibraryImport(Library)]
    internal static partial int t2l_adam(nint* values, nint* gradients, nint* first, nint* second, int count, double* options);
}
