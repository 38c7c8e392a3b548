using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace TorchSharp.Native;

/// <summary>Tells OpenBLAS which kernel this processor can run.</summary>
/// <remarks>
/// OpenBLAS 0.3.21 does not recognise newer processors and silently falls back to SSE3: 58 instead of 226-322 GFLOP/s for a
/// 1024³ float32 product on an AVX-512 Xeon. It reads OPENBLAS_CORETYPE from the C environment while it is being loaded, which
/// .NET's own SetEnvironmentVariable does not reach.
/// </remarks>
internal static partial class BlasKernel
{
    internal const string Variable = "OPENBLAS_CORETYPE";

    /// <summary>The kernel family for this processor; null leaves the choice to OpenBLAS.</summary>
    internal static string? ForThisProcessor() =>
        Avx512F.VL.IsSupported && Avx512DQ.IsSupported && Avx512BW.IsSupported ? "SkylakeX" : Avx2.IsSupported ? "Haswell" : null;

    internal static void Choose()
    {
        if (OperatingSystem.IsWindows() || ForThisProcessor() is not string kernel) return;
        // The last argument keeps a choice that the user made.
        _ = setenv(Variable, kernel, 0);
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
