namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>The description of ordinary memory, made once; tensors over managed arrays need it.</summary>
internal static unsafe class CpuMemory
{
    private const int ArenaAllocator = 1;
    private const int DefaultMemory = 0;
    private static readonly Lazy<nint> Single = new(Create);

    public static nint Info => Single.Value;

    private static nint Create()
    {
        nint info;
        OrtStatus.Check(OrtApi.CreateCpuMemoryInfo(ArenaAllocator, DefaultMemory, &info));
        return info;
    }
}
