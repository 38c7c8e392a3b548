using System.Text.Encodings.Web;
using System.Text.Json;
using T2L.Adapters.Storage;

namespace T2L.Training.Benchmarks;

/// <summary>Writes what a benchmark measured, each file whole or not at all.</summary>
public static class BenchmarkFiles
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a report with all its answers.</summary>
    public static void Write(string path, BenchmarkReport report) => AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(report, Json));
}
