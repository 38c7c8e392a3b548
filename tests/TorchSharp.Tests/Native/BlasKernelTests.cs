using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Native;

public partial class BlasKernelTests
{
    [Fact]
    public void The_kernel_fits_the_processor()
    {
        var expected = Avx512F.VL.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported ? "SkylakeX" : Avx2.IsSupported ? "Haswell" : null;
        Assert.Equal(expected, BlasKernel.ForThisProcessor());
    }

    [Fact]
    public void Openblas_uses_the_kernel_that_was_chosen()
    {
        using var product = ones(2, 2).mm(ones(2, 2));
        if (!NativeLibrary.TryLoad("libopenblas.so.0", out var library) || BlasKernel.ForThisProcessor() is not string kernel) return;
        var wanted = Environment.GetEnvironmentVariable(BlasKernel.Variable) ?? kernel;
        var name = Marshal.GetDelegateForFunctionPointer<CoreName>(NativeLibrary.GetExport(library, "openblas_get_corename"));
        Assert.Equal(wanted, Marshal.PtrToStringUTF8(name()), ignoreCase: true);
    }

    private delegate nint CoreName();

    [Fact]
    public void Threads_are_set_for_libtorch_and_its_blas()
    {
        var before = get_num_threads();
        set_num_threads(1);
        Assert.Equal(1, get_num_threads());
        set_num_threads(before);
    }

    [Fact]
    public void Without_a_gpu_cuda_says_so() => Assert.Equal(cuda.device_count() > 0, cuda.is_available());
}
