using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

/// <summary>The functions of PyTorch's <c>torch</c> module, under TorchSharp's names.</summary>
public static partial class torch
{
    /// <summary>The version of libtorch that was compiled against.</summary>
    public static unsafe string __version__ => Marshal.PtrToStringUTF8((nint)NativeMethods.t2l_version())!;

    public static int get_num_threads() => NativeMethods.t2l_threads();

    /// <summary>Threads inside one operator, for libtorch and its BLAS, in the whole process.</summary>
    public static void set_num_threads(int num) => NativeError.Check(NativeMethods.t2l_set_threads(num), nameof(set_num_threads));

    public static int get_num_interop_threads() => NativeMethods.t2l_interop_threads();

    public static void set_num_interop_threads(int num) => NativeError.Check(NativeMethods.t2l_set_interop_threads(num), nameof(set_num_interop_threads));

    public static bool cuda_is_available() => cuda.is_available();

    public static bool is_tensor(object obj) => obj is Tensor;

    public static partial class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static bool is_cudnn_available() => NativeMethods.t2l_cudnn_available() != 0;

        public static int device_count() => NativeMethods.t2l_cuda_devices();

        public static void manual_seed(long seed) => NativeError.Check(NativeMethods.t2l_cuda_seed((ulong)seed, 0), "cuda.manual_seed");

        public static void manual_seed_all(long seed) => NativeError.Check(NativeMethods.t2l_cuda_seed((ulong)seed, -1), "cuda.manual_seed_all");

        public static void synchronize(Device? device = null) =>
            NativeError.Check(NativeMethods.t2l_cuda_synchronize(device?.index ?? -1), "cuda.synchronize");
    }
}
