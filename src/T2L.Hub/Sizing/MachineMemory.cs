using System.Globalization;

namespace T2L.Hub.Sizing;

/// <summary>The memory of this machine.</summary>
/// <param name="TotalBytes">What the process may use: the machine's, or its container's.</param>
/// <param name="AvailableBytes">What is free of it now.</param>
public sealed record MachineMemory(long TotalBytes, long AvailableBytes)
{
    /// <summary>Looks.</summary>
    public static MachineMemory Read()
    {
        var total = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return new(total, Math.Min(total, Available() ?? total));
    }

    private static long? Available() => File.Exists("/proc/meminfo")
        && File.ReadLines("/proc/meminfo").FirstOrDefault(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal)) is { } line
        && long.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture, out var kilobytes) ? kilobytes * 1024 : null;
}
