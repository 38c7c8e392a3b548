using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Benchmarks.Probes;

/// <summary>What a GPU can do at most, measured through libtorch: one large copy, one large float32 product.</summary>
internal static class DevicePeak
{
    private const int Tries = 7;

    /// <param name="device">A device other than the CPU.</param>
    /// <param name="brief">Small sizes, for a benchmark that only has to run.</param>
    public static Peak Measure(Device device, bool brief)
    {
        using var scope = NewDisposeScope();
        long width = brief ? 256 : 8192, numbers = brief ? 1 << 20 : 1 << 29;
        var (left, right) = (Random([width, width], device), Random([width, width], device));
        var (from, to) = (Random([numbers], device), empty(numbers, device: device));
        double product = Seconds(device, () => left.mm(right).Dispose());
        double copy = Seconds(device, () => to.copy_(from).Dispose());
        // A copy reads and writes every byte.
        return new Peak(1, 2.0 * width * width * width / product, 2.0 * numbers * sizeof(float) / copy);
    }

    /// <summary>Waits until a device has done what was asked of it; the CPU already has.</summary>
    public static void Finish(Device device)
    {
        if (device.type == DeviceType.CUDA)
            cuda.synchronize(device);
    }

    private static Tensor Random(long[] shape, Device device) => empty(shape, device: device).uniform_(-1, 1);

    private static double Seconds(Device device, Action run) => Enumerable.Range(0, Tries).Min(_ =>
    {
        Finish(device);
        long start = Stopwatch.GetTimestamp();
        run();
        Finish(device);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    });
}
