using System.Diagnostics;
using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Registry.Publishing;

namespace T2L.Benchmarks.Registry;

/// <summary>Publishing adapters of 6.8 MB, each of other bytes, against writing a file of the same size and flushing it, on the same disk.</summary>
internal static class PublishRate
{
    private const int Layers = 32, Rank = 8, Hidden = 4096, KeyValue = 1024;

    /// <summary>Megabytes a second of both, the median of several; one of each in turn, so that both meet the same disk.</summary>
    /// <returns>Of publishing, of writing, and the megabytes of one adapter.</returns>
    public static async Task<(double Publish, double Write, double Megabytes)> OfAsync(AdapterPublisher publisher, string folder, int repetitions, bool smoke, CancellationToken cancellationToken)
    {
        var (publish, write) = (new List<double>(), new List<double>());
        var bytes = 0L;
        for (var i = -1; i < repetitions; i++)
        {
            var adapter = Adapter(Environment.TickCount64 + i, smoke ? 1 : Layers);
            var files = new AnyAdapter(adapter).ToFiles();
            bytes = files.Sum(file => (long)file.Bytes.Length);
            var start = Stopwatch.GetTimestamp();
            await publisher.PublishAsync(adapter, new Provenance(), $"bench/publish-{Guid.NewGuid():N}", cancellationToken: cancellationToken).ConfigureAwait(false);
            var published = Stopwatch.GetElapsedTime(start).TotalSeconds;
            start = Stopwatch.GetTimestamp();
            Write(Path.Combine(folder, "written"), files.MaxBy(file => file.Bytes.Length)!.Bytes);
            var written = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (i >= 0)
                (publish, write) = ([.. publish, published], [.. write, written]);
        }
        return (bytes / 1e6 / Median(publish), bytes / 1e6 / Median(write), bytes / 1e6);
    }

    private static void Write(string path, ReadOnlyMemory<byte> bytes)
    {
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(bytes.Span);
            file.Flush(flushToDisk: true);
        }
        File.Delete(path);
    }

    private static LoraAdapter Adapter(long seed, int layers)
    {
        var random = new Random((int)seed);
        var modules = new Dictionary<string, LoraWeights>();
        foreach (var (module, size) in new[] { ("q_proj", Hidden), ("v_proj", KeyValue) })
            for (var layer = 0; layer < layers; layer++)
                modules.Add($"model.layers.{layer}.self_attn.{module}", new LoraWeights(Tensor(random, Rank, Hidden), Tensor(random, size, Rank)));
        return new LoraAdapter(new LoraConfig { Rank = Rank, Alpha = 16, TargetModules = ["q_proj", "v_proj"], BaseModel = "mistral-7b" }, modules);
    }

    // 16 bits a number, as published adapters have: 6.8 MB at rank 8.
    private static TensorData Tensor(Random random, long rows, long columns)
    {
        var values = new Half[rows * columns];
        for (var i = 0; i < values.Length; i++)
            values[i] = (Half)((random.NextSingle() - 0.5f) * 0.02f);
        return new TensorData(TensorDType.F16, [rows, columns], System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
