using System.Diagnostics;
using T2L.Models;
using static TorchSharp.torch;

namespace T2L.Benchmarks.BaseModels;

/// <summary>One load of a network, as a program does that has just started.</summary>
internal static class ModelLoading
{
    private const int BufferBytes = 8 << 20;

    /// <summary>Loads, then reads the same files once more and does nothing with them: the baseline, from memory where the files fit in it.</summary>
    public static Transformer Measure(string directory, ModelConfig config, Device device, ScalarType precision, List<BenchmarkResult> results)
    {
        long start = Stopwatch.GetTimestamp();
        var network = LanguageModel.LoadNetwork(directory, config, device, precision: precision);
        double load = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        double peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        start = Stopwatch.GetTimestamp();
        long bytes = Directory.EnumerateFiles(directory, "*.safetensors").Sum(Read);
        double read = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        string name = FormattableString.Invariant($"{bytes / 1e9:F2} GB of files, {precision}");
        results.Add(new BenchmarkResult(name, "one load", load, "ms") { Baseline = read, Ratio = read / load });
        results.Add(new BenchmarkResult(name, "peak memory of the process", peak, "MB")
        {
            Floor = network.parameters().Sum(parameter => parameter.numel() * (double)parameter.element_size()) / 1e6,
        });
        return network;
    }

    private static long Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        byte[] buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
        long total = 0;
        while (file.Read(buffer) is > 0 and var count)
            total += count;
        return total;
    }
}
