using System.Runtime.InteropServices;

namespace T2L.Hypernetwork.Kernels;

/// <summary>The functions of libt2lhyper.so; what they do stands in native/t2lhyper.cpp.</summary>
internal static unsafe partial class NativeMethods
{
    /// <summary>Columns of one panel of packed weights.</summary>
    public const int PanelColumns = 32;

    /// <summary>Value of <see cref="Product.Activation"/> for x·sigmoid(x).</summary>
    public const int Silu = 1;

    private const string Library = "t2lhyper";

    /// <summary>The best instruction set of this processor; null where the library was not built for this platform.</summary>
    public static InstructionSet? Best { get; } = FindBest();

    [LibraryImport(Library, EntryPoint = "t2l_best_isa")]
    private static partial int BestInstructionSet();

    [LibraryImport(Library, EntryPoint = "t2l_scratch_floats")]
    public static partial long ScratchFloats(long depth);

    [LibraryImport(Library, EntryPoint = "t2l_run")]
    public static partial void Run(Product* product, long firstPanel, long lastPanel);

    [LibraryImport(Library, EntryPoint = "t2l_pack")]
    public static partial void Pack(
        float* weights, float* bias, long depth, long columns, long inner, long outerStep, long innerStep, float factor,
        float* packed, float* packedBias, long firstPanel, long lastPanel);

    [LibraryImport(Library, EntryPoint = "t2l_layer_norm")]
    public static partial void LayerNorm(float* input, long rows, long width, float* weight, float* bias, float* output);

    [LibraryImport(Library, EntryPoint = "t2l_rotate")]
    public static partial void Rotate(float* input, long rows, long width, long ranks, float* cosines, float* sines, float* output);

    [LibraryImport(Library, EntryPoint = "t2l_add_each")]
    public static partial void AddEach(float* input, long rows, long width, long parts, float* addends, float* output);

    [LibraryImport(Library, EntryPoint = "t2l_allocate")]
    public static partial void* Allocate(long bytes);

    [LibraryImport(Library, EntryPoint = "t2l_free")]
    public static partial void Free(void* memory);

    [LibraryImport(Library, EntryPoint = "t2l_prefer_large_pages")]
    public static partial void PreferLargePages(void* memory, long bytes);

    private static InstructionSet? FindBest()
    {
        try
        {
            return (InstructionSet)BestInstructionSet();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return null;
        }
    }
}
