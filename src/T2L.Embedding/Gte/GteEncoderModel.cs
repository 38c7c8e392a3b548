using System.Text.Json;
using T2L.Adapters;
using T2L.Adapters.Storage;

namespace T2L.Embedding.Gte;

/// <summary>Writes a transformer encoder of the gte-v1.5 family as a directory that <see cref="TextEncoder"/> loads.</summary>
public static class GteEncoderModel
{
    private static readonly string[] Architectures = ["NewModel"];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes <c>model.onnx</c>, <c>config.json</c> and <c>tokenizer.json</c>; each appears whole or not at all.</summary>
    /// <param name="directory">Made when it is not there.</param>
    /// <param name="shape">Sizes and constants.</param>
    /// <param name="weights">Gives each tensor by name and shape, float32; asked once for each of <see cref="GteEncoderShape.Weights"/>.</param>
    /// <param name="vocabulary">The tokens; at most as many as the shape has rows for.</param>
    /// <exception cref="ArgumentException">The vocabulary has more tokens than the model has rows.</exception>
    public static void Save(string directory, GteEncoderShape shape, Func<string, long[], TensorSource> weights, WordPieceVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(vocabulary);
        if (vocabulary.Tokens.Count > shape.VocabularySize)
            throw new ArgumentException($"The vocabulary has {vocabulary.Tokens.Count} tokens, the model has rows for {shape.VocabularySize}.", nameof(vocabulary));
        Directory.CreateDirectory(directory);
        AtomicFile.Write(Path.Combine(directory, "tokenizer.json"), vocabulary.ToJson());
        AtomicFile.Write(Path.Combine(directory, "config.json"), Config(shape));
        AtomicFile.Write(Path.Combine(directory, "model.onnx"), new GteEncoderGraph(shape, weights).WriteTo);
    }

    private static byte[] Config(GteEncoderShape shape) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            architectures = Architectures,
            hidden_act = "gelu",
            hidden_size = shape.HiddenSize,
            intermediate_size = shape.IntermediateSize,
            layer_norm_eps = shape.LayerNormEps,
            layer_norm_type = "layer_norm",
            max_position_embeddings = shape.MaxPositions,
            model_type = "new",
            num_attention_heads = shape.Heads,
            num_hidden_layers = shape.Layers,
            pack_qkv = true,
            position_embedding_type = "rope",
            rope_scaling = new { factor = shape.RopeScalingFactor, type = "ntk" },
            rope_theta = shape.RopeTheta,
            type_vocab_size = shape.TypeVocabularySize,
            vocab_size = shape.VocabularySize,
        },
        Indented);
}
