using T2L.Adapters.Json;
using T2L.Adapters.Storage;

namespace T2L.Adapters.Export;

/// <summary>Sizes of a base model that decide how its adapters are laid out elsewhere.</summary>
/// <param name="Architecture">The model class, for instance <c>LlamaForCausalLM</c>.</param>
/// <param name="Layers">Transformer layers.</param>
/// <param name="Heads">Query heads of a layer.</param>
/// <param name="KeyValueHeads">Key and value heads of a layer.</param>
/// <param name="TiedOutput">Whether the output layer is the embedding.</param>
public sealed record BaseModelShape(string Architecture, int Layers, int Heads, int KeyValueHeads, bool TiedOutput)
{
    /// <summary>The file's name in a model folder.</summary>
    public const string FileName = "config.json";

    private const int MaxCount = 1 << 16;

    /// <summary>Reads the sizes from a model folder's <c>config.json</c>.</summary>
    /// <param name="directory">The folder; its weights are not looked at.</param>
    /// <returns>The sizes.</returns>
    /// <exception cref="AdapterFormatException">The file is missing, no JSON, or lacks a size.</exception>
    public static BaseModelShape Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        return Parse(SmallFile.Read(path), path);
    }

    /// <summary>Reads the sizes from the bytes of a <c>config.json</c>.</summary>
    /// <param name="json">The file's bytes.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <returns>The sizes.</returns>
    /// <exception cref="AdapterFormatException">No JSON, or a size is missing.</exception>
    public static BaseModelShape Parse(ReadOnlySpan<byte> json, string name = FileName)
    {
        var reader = JsonObjectReader.Parse(json, name, AdapterFormatError.InvalidConfig);
        var architecture = reader.Items("architectures").Select(item => reader.ReadText(item, "architectures")).FirstOrDefault()
            ?? throw reader.Refuse("architectures is empty; expected a model class such as 'LlamaForCausalLM'.");
        var heads = Count(reader, "num_attention_heads");
        return new BaseModelShape(
            architecture,
            Count(reader, "num_hidden_layers"),
            heads,
            reader.TryGet("num_key_value_heads", out _) ? Count(reader, "num_key_value_heads") : heads,
            TiedOutput: reader.TryGet("tie_word_embeddings", out _) && reader.Flag("tie_word_embeddings"));
    }

    private static int Count(JsonObjectReader reader, string field)
    {
        var count = reader.Whole(reader.Get(field), field);
        return count is >= 1 and <= MaxCount ? (int)count : throw reader.Refuse($"{field} is {count}; expected 1 to {MaxCount}.");
    }
}
