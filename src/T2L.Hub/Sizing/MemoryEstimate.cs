namespace T2L.Hub.Sizing;

/// <summary>What a profile needs in memory, from configurations and file sizes. Without working memory of the computations.</summary>
/// <param name="Parameters">Numbers of the base model; null where its family is not known and its files had to do.</param>
/// <param name="Precision">Number format on the CPU.</param>
/// <param name="BaseModelBytes">The base model on the CPU.</param>
/// <param name="GpuPrecision">Number format on a GPU.</param>
/// <param name="GpuBaseModelBytes">The base model on a GPU.</param>
/// <param name="CacheBytesPer1000Tokens">Keys and values of 1,000 tokens of one sequence, on the CPU; null where not known.</param>
/// <param name="GpuCacheBytesPer1000Tokens">The same on a GPU.</param>
/// <param name="HypernetworkBytes">The hypernetwork, float32.</param>
/// <param name="EncoderBytes">The text encoder's graph and weights.</param>
/// <param name="AdapterParameters">Numbers of one adapter; null where not known.</param>
public sealed record MemoryEstimate(
    long? Parameters, string Precision, long BaseModelBytes, string GpuPrecision, long GpuBaseModelBytes, long? CacheBytesPer1000Tokens, long? GpuCacheBytesPer1000Tokens,
    long HypernetworkBytes, long EncoderBytes, long? AdapterParameters)
{
    /// <summary>Everything in the machine's memory, one sequence of 1,000 tokens included.</summary>
    public long TotalBytes => BaseModelBytes + HypernetworkBytes + EncoderBytes + (CacheBytesPer1000Tokens ?? 0) + (AdapterBytes ?? 0);

    /// <summary>One adapter as float32.</summary>
    public long? AdapterBytes => AdapterParameters * sizeof(float);

    /// <summary>What a GPU needs to hold for the base model, one such sequence and one adapter.</summary>
    public long GpuBytes => GpuBaseModelBytes + (GpuCacheBytesPer1000Tokens ?? 0) + (AdapterBytes ?? 0);

    /// <summary>Estimates from the parts' files.</summary>
    /// <param name="baseModel">Files of the base model.</param>
    /// <param name="hypernetwork">Files of the hypernetwork.</param>
    /// <param name="encoder">Files of the encoder.</param>
    /// <param name="precision"><c>auto</c>, <c>float32</c>, <c>bfloat16</c> or <c>float16</c>, as <c>Inference:Precision</c>.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<MemoryEstimate> OfAsync(PartFiles baseModel, PartFiles hypernetwork, PartFiles encoder, string precision, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(baseModel);
        ArgumentNullException.ThrowIfNull(hypernetwork);
        ArgumentNullException.ThrowIfNull(encoder);
        var shape = await baseModel.ReadAsync("config.json", cancellation) is { } config ? ModelShape.Read(config) : null;
        var adapter = await hypernetwork.ReadAsync("adapter_config.json", cancellation) is { } settings ? AdapterShape.Read(settings) : null;
        var format = shape?.FileFormat ?? "float32";
        var (onCpu, onGpu) = precision == "auto" ? ("float32", format) : (precision, precision);
        var weights = baseModel.BytesOf(path => path.EndsWith(".safetensors", StringComparison.Ordinal));
        long Model(string numbers) => shape?.Parameters * Bytes(numbers) ?? weights / Bytes(format) * Bytes(numbers);
        return new MemoryEstimate(
            shape?.Parameters, onCpu, Model(onCpu), onGpu, Model(onGpu), 1000 * shape?.CacheNumbersPerToken * Bytes(onCpu), 1000 * shape?.CacheNumbersPerToken * Bytes(onGpu),
            hypernetwork.BytesOf(path => path is "hypermod.pt" or "hypernetwork.safetensors"),
            encoder.BytesOf(path => path.Contains(".onnx", StringComparison.Ordinal)),
            shape is null ? null : (adapter ?? AdapterShape.Usual).Parameters(shape));
    }

    private static int Bytes(string numbers) => numbers is "bfloat16" or "float16" ? 2 : 4;
}
