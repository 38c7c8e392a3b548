using System.Globalization;
using T2L.Benchmarks.Probes;
using TorchSharp;

namespace T2L.Benchmarks;

/// <summary>Words for the machine and for what disturbs a measurement on it.</summary>
internal static class Machine
{
    public static string Describe(Place place) => string.Create(CultureInfo.InvariantCulture,
        $"{Processor()}, {Environment.ProcessorCount} processors, {place.Peak.Flops / 1e9:F0} GFLOP/s and {place.Peak.Bandwidth / 1e9:F0} GB/s on {place.Name}; libtorch {torch.__version__}; OPENBLAS_CORETYPE {Variable("OPENBLAS_CORETYPE")}, OPENBLAS_NUM_THREADS {Variable("OPENBLAS_NUM_THREADS")}; load {Load()}");

    private static string Processor() =>
        First("/proc/cpuinfo", line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[^1].Trim() ?? "unknown processor";

    private static string Load() => First("/proc/loadavg", _ => true)?.Split(' ')[0] ?? "unknown";

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : "unset";

    private static string? First(string file, Func<string, bool> matches) => File.Exists(file) ? File.ReadLines(file).FirstOrDefault(matches) : null;
}
