using System.Diagnostics;
using System.Runtime.InteropServices;

namespace T2L.Benchmarks.Probes;

/// <summary>What some threads together can do at most on this machine, measured: arithmetic in registers, memory read in order.</summary>
/// <param name="Threads">Threads that worked at the same time.</param>
/// <param name="Flops">Float32 operations a second; a multiply-add is two.</param>
/// <param name="Bandwidth">Bytes a second.</param>
internal sealed record Peak(int Threads, double Flops, double Bandwidth)
{
    private const int Rounds = 2_000_000;
    private const int Tries = 15;

    // Far beyond any cache.
    private const long NumbersPerThread = 32 << 20;

    /// <param name="threads">Threads that work at the same time.</param>
    /// <param name="brief">One try instead of many, for a benchmark that only has to run.</param>
    public static Peak Measure(int threads, bool brief) =>
        new(threads, MeasureFlops(threads, brief ? 1 : Tries), MeasureBandwidth(threads, brief ? 1 : Tries));

    /// <summary>Seconds that work takes at least: memory and arithmetic go on at the same time, so the slower of the two decides.</summary>
    /// <param name="bytes">Read or written.</param>
    /// <param name="operations">A multiply-add is two.</param>
    public double Seconds(double bytes, double operations) => Math.Max(bytes / Bandwidth, operations / Flops);

    // The best of several tries: whatever else runs on the machine can only make it look slower than it is.
    private static double MeasureFlops(int threads, int tries) =>
        Enumerable.Range(0, tries).Max(_ => threads * ProbeMethods.Operations(Rounds) / Seconds(threads, _ => ProbeMethods.MultiplyAdd(Rounds)));

    private static unsafe double MeasureBandwidth(int threads, int tries)
    {
        var memory = (float*)NativeMemory.AlignedAlloc((nuint)(threads * NumbersPerThread * sizeof(float)), 64);
        for (var i = 0L; i < threads * NumbersPerThread; i += NumbersPerThread)
            new Span<float>(memory + i, (int)NumbersPerThread).Fill(1);
        var address = (nint)memory;
        var best = Enumerable.Range(0, tries).Max(_ => threads * NumbersPerThread * sizeof(float)
            / Seconds(threads, thread => ProbeMethods.Read((float*)address + thread * NumbersPerThread, NumbersPerThread)));
        NativeMemory.AlignedFree(memory);
        return best;
    }

    private static double Seconds(int threads, Func<int, float> run)
    {
        using var start = new Barrier(threads);
        var longest = 0.0;
        var workers = Enumerable.Range(0, threads).Select(index => new Thread(() =>
        {
            start.SignalAndWait();
            var begin = Stopwatch.GetTimestamp();
            GC.KeepAlive(run(index));
            var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            lock (start)
                longest = Math.Max(longest, seconds);
        })).ToArray();
        foreach (var worker in workers)
            worker.Start();
        foreach (var worker in workers)
            worker.Join();
        return longest;
    }
}
