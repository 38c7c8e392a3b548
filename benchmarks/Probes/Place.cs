using System.Globalization;
using T2L.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Benchmarks.Probes;

/// <summary>Where a case is measured.</summary>
/// <param name="Name">In the words of a table: <c>1 thread</c>, <c>cuda:0</c>.</param>
/// <param name="Device">The device.</param>
/// <param name="Threads">Threads on the CPU.</param>
/// <param name="Peak">What it can do at most, measured.</param>
internal sealed record Place(string Name, Device Device, int Threads, Peak Peak)
{
    /// <summary>The places that the options ask for: one for each number of threads on the CPU, one on a GPU.</summary>
    /// <exception cref="ArgumentException">There is no such device.</exception>
    public static IReadOnlyList<Place> Of(BenchmarkOptions options)
    {
        var device = DeviceChoice.Resolve(options.Device, "--device");
        if (device.type != DeviceType.CPU)
            return [new Place(device.ToString(), device, 1, DevicePeak.Measure(device, options.Smoke))];
        return [.. options.Threads.Select(threads => new Place(Count(threads), device, threads, Peak.Measure(threads, options.Smoke)))];
    }

    /// <summary>The one with the most threads.</summary>
    public static Place Widest(BenchmarkOptions options) => Of(options with { Threads = [options.Threads.Max()] })[0];

    private static string Count(int threads) => threads == 1 ? "1 thread" : string.Create(CultureInfo.InvariantCulture, $"{threads} threads");
}
