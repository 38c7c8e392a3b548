using System.Runtime.InteropServices;

namespace T2L.Models.Weights;

/// <summary>Asks Linux for pages of 2 MB under memory that weights will fill.</summary>
/// <remarks>With pages of 4 KB, half the time of loading goes to a quarter of a million page faults for each gigabyte.</remarks>
internal static unsafe partial class HugePages
{
    private const int PageSize = 4096, AdviceHugePage = 14;

    /// <summary>A hint: where it is not understood, nothing happens.</summary>
    public static void Ask(Span<byte> memory)
    {
        if (!OperatingSystem.IsLinux())
            return;
        fixed (byte* start = memory)
        {
            nint first = (nint)start + PageSize - 1 & -PageSize, end = (nint)start + memory.Length & -PageSize;
            if (end > first)
                _ = Advise(first, (nuint)(end - first), AdviceHugePage);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
