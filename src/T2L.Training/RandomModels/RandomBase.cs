using System.Globalization;
using System.Text.Json;
using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Adapters.Storage;

namespace T2L.Training.RandomModels;

/// <summary>A base model in the Hugging Face form: weights in shards, configuration, tokenizer.</summary>
internal sealed class RandomBase(BaseModelShape shape, string name, string format) : IRandomPart
{
    // As published models of this size are cut.
    private const long ShardBytes = 2_000_000_000;
    private const float Deviation = 0.02f;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly Dictionary<string, string> Metadata = new() { ["format"] = "pt" };

    public string Name => "base";

    public long Parameters => BaseTensors.Of(shape).Sum(tensor => Count(tensor.Shape));

    public long Bytes => Parameters * DType.Size();

    private TensorDType DType { get; } = format switch
    {
        "bfloat16" => TensorDType.BF16,
        "float16" => TensorDType.F16,
        "float32" => TensorDType.F32,
        _ => throw new ArgumentException($"The number format is '{format}'; expected bfloat16, float16 or float32."),
    };

    public void Write(string directory, RandomTensors tensors)
    {
        BaseConfigFiles.Write(directory, shape, name, format);
        TokenizerFiles.Write(directory, shape);
        var shards = Shards(BaseTensors.Of(shape).Select(tensor => KeyValuePair.Create(tensor.Name, Source(tensors, tensor.Name, tensor.Shape, tensor.Content))));
        var files = shards.Select((_, i) => shards.Count == 1
            ? "model.safetensors"
            : string.Create(CultureInfo.InvariantCulture, $"model-{i + 1:D5}-of-{shards.Count:D5}.safetensors")).ToArray();
        for (var i = 0; i < files.Length; i++)
            SafetensorsWriter.WriteStreaming(Path.Combine(directory, files[i]), shards[i], Metadata);
        if (files.Length > 1)
            WriteIndex(directory, shards, files);
    }

    private static List<List<KeyValuePair<string, TensorSource>>> Shards(IEnumerable<KeyValuePair<string, TensorSource>> tensors)
    {
        List<List<KeyValuePair<string, TensorSource>>> shards = [];
        var room = 0L;
        foreach (var tensor in tensors)
        {
            if (shards.Count == 0 || room < tensor.Value.ByteCount)
            {
                shards.Add([]);
                room = ShardBytes;
            }
            shards[^1].Add(tensor);
            room -= tensor.Value.ByteCount;
        }
        return shards;
    }

    private void WriteIndex(string directory, List<List<KeyValuePair<string, TensorSource>>> shards, string[] files)
    {
        var places = shards.SelectMany((shard, i) => shard.Select(tensor => KeyValuePair.Create(tensor.Key, files[i]))).OrderBy(place => place.Key, StringComparer.Ordinal);
        var index = new { metadata = new { total_size = Bytes }, weight_map = new OrderedDictionary<string, string>(places) };
        AtomicFile.Write(Path.Combine(directory, "model.safetensors.index.json"), JsonSerializer.SerializeToUtf8Bytes(index, Indented));
    }

    private TensorSource Source(RandomTensors tensors, string tensor, long[] size, TensorContent content) => content == TensorContent.Normal
        ? tensors.Normal($"base/{tensor}", DType, size, Deviation)
        : tensors.Constant(DType, size, shape.Family == BaseModelFamily.Gemma2 ? 0 : 1); // Gemma adds 1 to what is stored

    private static long Count(long[] size) => size.Aggregate(1L, (product, dimension) => product * dimension);
}
