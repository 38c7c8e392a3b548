using System.Text.Json;

namespace T2L.Hub.Sizing;

/// <summary>As much of a <c>config.json</c> as says how large a model is.</summary>
internal sealed record ModelShape(
    string Type, long Hidden, long Intermediate, long Layers, long Heads, long KeyValueHeads, long HeadDim, long Vocabulary, bool Tied, bool QkvBias, string FileFormat)
{
    // Each far beyond any real model, and together small enough that no product of them overflows, nor one times bytes and tokens.
    private const long MostLayers = 1 << 12, MostHeads = 1 << 12, MostHeadDim = 1 << 14, MostHidden = 1 << 20, MostIntermediate = 1 << 22, MostTokens = 1 << 24;

    private long QuerySize => Heads * HeadDim;

    private long KeyValueSize => KeyValueHeads * HeadDim;

    /// <summary>Numbers of the whole network; null for a family whose layers are not known here.</summary>
    public long? Parameters => Type is "llama" or "mistral" or "gemma2" or "qwen2"
        ? Layers * LayerParameters + Hidden + Vocabulary * Hidden * (Tied ? 1 : 2)
        : null;

    /// <summary>Keys and values of one token in all layers; sliding windows keep less.</summary>
    public long CacheNumbersPerToken => 2 * Layers * KeyValueSize;

    // q, k, v, o; gate, up, down; the norms, of which Gemma 2 has four a layer.
    private long LayerParameters => Hidden * (2 * QuerySize + 2 * KeyValueSize) + 3 * Hidden * Intermediate + (Type == "gemma2" ? 4 : 2) * Hidden
        + (QkvBias ? QuerySize + 2 * KeyValueSize : 0);

    /// <summary>Input and output width of a projection; null for another name.</summary>
    public (long In, long Out)? Projection(string module) => module switch
    {
        "q_proj" => (Hidden, QuerySize),
        "k_proj" or "v_proj" => (Hidden, KeyValueSize),
        "o_proj" => (QuerySize, Hidden),
        "gate_proj" or "up_proj" => (Hidden, Intermediate),
        "down_proj" => (Intermediate, Hidden),
        _ => null,
    };

    /// <summary>Reads it; null where the file is not one of a language model.</summary>
    public static ModelShape? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (Number(root, "hidden_size", MostHidden) is not { } hidden || Number(root, "num_hidden_layers", MostLayers) is not { } layers
                || Number(root, "num_attention_heads", MostHeads) is not { } heads || Number(root, "intermediate_size", MostIntermediate) is not { } intermediate
                || Number(root, "vocab_size", MostTokens) is not { } vocabulary || Text(root, "model_type") is not { } type
                || (Number(root, "head_dim", MostHeadDim) ?? hidden / heads) is not (> 0 and <= MostHeadDim and var headDim))
                return null;
            return new ModelShape(type, hidden, intermediate, layers, heads, Number(root, "num_key_value_heads", MostHeads) ?? heads, headDim, vocabulary,
                Flag(root, "tie_word_embeddings") ?? type == "gemma2", type == "qwen2" || Flag(root, "attention_bias") == true, Text(root, "torch_dtype") ?? Text(root, "dtype") ?? "float32");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static long? Number(JsonElement root, string name, long most) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number > 0 && number <= most ? number : null;

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool? Flag(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;
}
