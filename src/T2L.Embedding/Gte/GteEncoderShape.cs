namespace T2L.Embedding.Gte;

/// <summary>Sizes and constants of a transformer encoder of the gte-v1.5 family.</summary>
/// <remarks>Li et al. 2024 (arXiv:2407.19669): BERT with rotary positions and a gated feed-forward layer, norms behind each half.</remarks>
public sealed record GteEncoderShape
{
    /// <summary>gte-large-en-v1.5: 434 million parameters.</summary>
    public static GteEncoderShape Large { get; } = new()
    {
        VocabularySize = 30528, HiddenSize = 1024, IntermediateSize = 4096, Layers = 24, Heads = 16, RopeTheta = 160_000, RopeScalingFactor = 2,
    };

    /// <summary>Rows of the word embedding, V; the vocabulary may be a little smaller.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Rows of the embedding of token types. Default 2.</summary>
    public int TypeVocabularySize { get; init; } = 2;

    /// <summary>Width of the hidden states, E.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Width inside the feed-forward layer, I.</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>Number of layers.</summary>
    public required int Layers { get; init; }

    /// <summary>Attention heads, N; divides <see cref="HiddenSize"/> into heads of even width D.</summary>
    public required int Heads { get; init; }

    /// <summary>The longest text in tokens. Default 8192.</summary>
    public int MaxPositions { get; init; } = 8192;

    /// <summary>Added to the variance in LayerNorm. Default 1e-12.</summary>
    public double LayerNormEps { get; init; } = 1e-12;

    /// <summary>Base of the rotary frequencies.</summary>
    public required double RopeTheta { get; init; }

    /// <summary>Factor of the NTK scaling of rotary positions; 1 for none.</summary>
    public double RopeScalingFactor { get; init; } = 1;

    /// <summary>Width of a head, D.</summary>
    public int HeadSize => HiddenSize / Heads;

    /// <summary>The angle by which each pair of a head turns per position, [D/2] in radians.</summary>
    /// <remarks>NTK scaling: the base grows by the factor s, and all frequencies shrink by s^(2/D).</remarks>
    public float[] RotaryFrequencies() =>
        [.. Enumerable.Range(0, HeadSize / 2).Select(i => (float)(Math.Pow(RopeTheta * RopeScalingFactor, -2.0 * i / HeadSize) / Math.Pow(RopeScalingFactor, 2.0 / HeadSize)))];

    /// <summary>Names and shapes of the weights, as ONNX exports of this family multiply them: [in, out].</summary>
    public IEnumerable<(string Name, long[] Shape)> Weights()
    {
        long e = HiddenSize, i = IntermediateSize;
        yield return ("embeddings.word_embeddings.weight", [VocabularySize, e]);
        yield return ("embeddings.token_type_embeddings.weight", [TypeVocabularySize, e]);
        yield return ("embeddings.LayerNorm.weight", [e]);
        yield return ("embeddings.LayerNorm.bias", [e]);
        foreach (var layer in Enumerable.Range(0, Layers).Select(LayerName))
        {
            yield return ($"{layer}.attention.qkv_proj.weight", [e, 3 * e]);
            yield return ($"{layer}.attention.qkv_proj.bias", [3 * e]);
            yield return ($"{layer}.attention.o_proj.weight", [e, e]);
            yield return ($"{layer}.attention.o_proj.bias", [e]);
            yield return ($"{layer}.attn_ln.weight", [e]);
            yield return ($"{layer}.attn_ln.bias", [e]);
            yield return ($"{layer}.mlp.up_gate_proj.weight", [e, 2 * i]);
            yield return ($"{layer}.mlp.down_proj.weight", [i, e]);
            yield return ($"{layer}.mlp.down_proj.bias", [e]);
            yield return ($"{layer}.mlp_ln.weight", [e]);
            yield return ($"{layer}.mlp_ln.bias", [e]);
        }
    }

    /// <summary>Numbers in the model.</summary>
    public long ParameterCount => Weights().Sum(weight => weight.Shape.Aggregate(1L, (product, size) => product * size));

    internal static string LayerName(int layer) => FormattableString.Invariant($"encoder.layer.{layer}");
}
