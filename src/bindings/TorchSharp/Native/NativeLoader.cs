using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>Finds libt2l_torch.so beside the assembly and prepares the process before libtorch is loaded with it.</summary>
internal static class NativeLoader
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The resolver must be in place before the first native call, whichever type makes it.")]
    internal static void Install() => NativeLibrary.SetDllImportResolver(typeof(NativeLoader).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != NativeMethods.Library) return 0;
        BlasKernel.Choose();
        var file = Path.Combine(AppContext.BaseDirectory, "libt2l_torch.so");
        return File.Exists(file) ? NativeLibrary.Load(file) : NativeLibrary.Load(name, assembly, path);
    }
}
