using System.Globalization;

namespace T2L.Benchmarks.Probes;

/// <summary>How much of the processors' busy time the host gave to others: a virtual machine sees it only here, its own clocks run on (man 5 proc_stat, <c>steal</c>).</summary>
internal readonly record struct StolenTime(long Busy, long Stolen)
{
    private const string Source = "/proc/stat";
    private const int Idle = 3, Waiting = 4, Steal = 7;

    /// <summary>What was counted until now; null where the system does not tell.</summary>
    public static StolenTime? Now() => File.Exists(Source) ? Parse(File.ReadLines(Source).First()) : null;

    /// <summary>Reads the line of all processors: user, nice, system, idle, iowait, irq, softirq, steal and more, in ticks.</summary>
    public static StolenTime? Parse(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length <= Steal + 1 || fields[0] != "cpu")
            return null;
        var ticks = fields[1..(Steal + 2)].Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return new StolenTime(ticks.Sum() - ticks[Idle] - ticks[Waiting], ticks[Steal]);
    }

    /// <summary>Share of the busy time between then and now that others got, 0 to 1; null where nobody knows or nothing was done.</summary>
    public static double? ShareSince(StolenTime? then) => then is { } before && Now() is { } now ? now.ShareSince(before) : null;

    /// <summary>The same between two readings.</summary>
    public double? ShareSince(StolenTime before) => Busy > before.Busy ? (double)(Stolen - before.Stolen) / (Busy - before.Busy) : null;
}
