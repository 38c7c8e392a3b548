using System.Runtime.InteropServices;

namespace T2L.Benchmarks.Probes;

/// <summary>The functions of libt2lprobes.so; what they do stands in native/probes.cpp.</summary>
internal static unsafe partial class ProbeMethods
{
    private const string Library = "t2lprobes";

    [LibraryImport(Library, EntryPoint = "t2l_probe_operations")]
    public static partial double Operations(long rounds);

    [LibraryImport(Library, EntryPoint = "t2l_probe_multiply_add")]
    public static partial float MultiplyAdd(long rounds);

    [LibraryImport(Library, EntryPoint = "t2l_probe_read")]
    public static partial float Read(float* memory, long count);
}
