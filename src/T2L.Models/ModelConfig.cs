using T2L.Adapters.Fitting;
using T2L.Models.Lora;
using T2L.Tokenizers.Formats;

namespace T2L.Models;

/// <summary>Shapes and constants of a model, as its <c>config.json</c> gives them.</summary>
/// <remarks>
/// Made by <see cref="Load"/> or, for a model from scratch, by an initializer; <see cref="Validate"/> is called by both ways in.
/// The architectures differ in these values and in nothing else; the defaults are Llama's.
/// </remarks>
public sealed record ModelConfig
{
    internal const int MaxLayers = 1024;

    /// <summary>The architecture: <c>llama</c>, <c>mistral</c>, <c>gemma2</c> or <c>qwen2</c>.</summary>
    public string ModelType { get; init; } = "llama";

    /// <summary>What the model calls itself (<c>_name_or_path</c>); null where it does not.</summary>
    public string? Name { get; init; }

    /// <summary>Width of the residual stream, H.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Width inside the MLP, I.</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>Number of layers.</summary>
    public required int Layers { get; init; }

    /// <summary>Query heads.</summary>
    public required int Heads { get; init; }

    /// <summary>Key and value heads; divides <see cref="Heads"/>.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Width of one head, D; even. Not always hidden size / heads.</summary>
    public required int HeadDim { get; init; }

    /// <summary>Rows of the embedding, V. The tokenizer may have fewer tokens.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Most positions the model was trained for.</summary>
    public required int MaxPositions { get; init; }

    /// <summary>Added to the mean square in RMSNorm. Default 1e-6, as in the reference implementation.</summary>
    public double RmsNormEps { get; init; } = 1e-6;

    /// <summary>Base of the rotary frequencies. Default 10000.</summary>
    public double RopeTheta { get; init; } = 10_000;

    /// <summary>Llama 3's stretching of positions; null for none.</summary>
    public RopeScaling? RopeScaling { get; init; }

    /// <summary>Whether the embedding is also the output head, and the file has no <c>lm_head.weight</c>.</summary>
    public bool TieWordEmbeddings { get; init; }

    /// <summary>Whether the q, k and v projections have a bias.</summary>
    public bool AttentionBias { get; init; }

    /// <summary>Whether the o projection has a bias.</summary>
    public bool OutputBias { get; init; }

    /// <summary>Whether the MLP's projections have a bias.</summary>
    public bool MlpBias { get; init; }

    /// <summary>The function in the gated MLP. Default SiLU.</summary>
    public Activation Activation { get; init; } = Activation.Silu;

    /// <summary>W: in a sliding layer a token sees itself and the W - 1 before it. Null where no layer slides.</summary>
    public int? SlidingWindow { get; init; }

    /// <summary>For each layer whether it slides; null where all do. Ignored without <see cref="SlidingWindow"/>.</summary>
    public IReadOnlyList<bool>? SlidingLayers { get; init; }

    /// <summary>c: a score s of attention becomes c·tanh(s/c). Null for none.</summary>
    public double? AttentionSoftCap { get; init; }

    /// <summary>c: a logit x becomes c·tanh(x/c). Null for none.</summary>
    public double? FinalSoftCap { get; init; }

    /// <summary>Scores are divided by the root of this. Null for <see cref="HeadDim"/>.</summary>
    public double? QueryScalar { get; init; }

    /// <summary>Whether embeddings are multiplied by √H on the way in.</summary>
    public bool ScaleEmbeddings { get; init; }

    /// <summary>Whether a norm multiplies by 1 + w instead of w.</summary>
    public bool UnitOffsetNorms { get; init; }

    /// <summary>Whether the outputs of attention and MLP are normed too, before they are added.</summary>
    public bool OutputNorms { get; init; }

    /// <summary>Ids that end an answer: those of <c>generation_config.json</c> where it names any, else of <c>config.json</c>.</summary>
    public IReadOnlyList<int> EosTokenIds { get; init; } = [];

    /// <summary>Id that begins a text; for information, the tokenizer puts it there.</summary>
    public int? BosTokenId { get; init; }

    /// <summary>Id that fills a batch; null where the model has none. Padding is masked, so any id does.</summary>
    public int? PadTokenId { get; init; }

    /// <summary>Number format of the files: <c>float32</c>, <c>bfloat16</c> or <c>float16</c>.</summary>
    public string FileDType { get; init; } = "float32";

    /// <summary>Reads <c>config.json</c>, and the end tokens of <c>generation_config.json</c> where there is one.</summary>
    /// <exception cref="ModelFormatException">A file is missing or damaged, or names an architecture or a feature that is not implemented.</exception>
    public static ModelConfig Load(string directory) => ModelConfigFile.Read(directory);

    /// <summary>Writes <c>config.json</c> and <c>generation_config.json</c> in the Hugging Face form.</summary>
    /// <param name="directory">The model folder; made if it is missing.</param>
    public void Save(string directory)
    {
        Validate();
        ModelConfigFile.Write(directory, this);
    }

    /// <summary>Width of the query projection's output: heads · D.</summary>
    public int QuerySize => Heads * HeadDim;

    /// <summary>Width of the key and of the value projection's output: key-value heads · D.</summary>
    public int KeyValueSize => KeyValueHeads * HeadDim;

    /// <summary>Numbers in the weights, a tied head counted once.</summary>
    public long ParameterCount
    {
        get
        {
            long hidden = HiddenSize, inner = IntermediateSize, queries = QuerySize, pairs = 2L * KeyValueSize;
            long matrices = hidden * (2 * queries + pairs) + 3 * hidden * inner;
            long biases = (AttentionBias ? queries + pairs : 0) + (OutputBias ? hidden : 0) + (MlpBias ? 2 * inner + hidden : 0);
            long norms = (OutputNorms ? 4 : 2) * hidden;
            return (TieWordEmbeddings ? 1 : 2) * hidden * VocabularySize + Layers * (matrices + biases + norms) + hidden;
        }
    }

    /// <summary>The projections of the layers, which adapters may change.</summary>
    public ModelShapes Shapes => ModulePath.ShapesOf(this);

    /// <summary>The window of a layer; null where it sees everything before it.</summary>
    /// <param name="layer">Layer, from 0.</param>
    public int? WindowOf(int layer) => SlidingLayers is null || SlidingLayers[layer] ? SlidingWindow : null;

    /// <summary>Input and output width of a projection.</summary>
    /// <param name="module"><c>q_proj</c>, <c>k_proj</c>, <c>v_proj</c>, <c>o_proj</c>, <c>gate_proj</c>, <c>up_proj</c> or <c>down_proj</c>.</param>
    /// <exception cref="ArgumentException">Another name.</exception>
    public (int In, int Out) ProjectionShape(string module) => module switch
    {
        "q_proj" => (HiddenSize, QuerySize),
        "k_proj" or "v_proj" => (HiddenSize, KeyValueSize),
        "o_proj" => (QuerySize, HiddenSize),
        "gate_proj" or "up_proj" => (HiddenSize, IntermediateSize),
        "down_proj" => (IntermediateSize, HiddenSize),
        _ => throw new ArgumentException($"'{module}' is not a projection of a layer.", nameof(module)),
    };

    /// <summary>Checks what the numbers must fulfil together.</summary>
    /// <exception cref="ArgumentException">They do not; the message names the property.</exception>
    public void Validate()
    {
        Range(nameof(HiddenSize), HiddenSize, 1, 1 << 20);
        Range(nameof(IntermediateSize), IntermediateSize, 1, 1 << 22);
        Range(nameof(Layers), Layers, 1, MaxLayers);
        Range(nameof(Heads), Heads, 1, 1024);
        Range(nameof(KeyValueHeads), KeyValueHeads, 1, Heads);
        Range(nameof(HeadDim), HeadDim, 2, 4096);
        Range(nameof(VocabularySize), VocabularySize, 1, 1 << 24);
        Range(nameof(MaxPositions), MaxPositions, 1, 1 << 28);
        Range(nameof(SlidingWindow), SlidingWindow ?? 1, 1, 1 << 28);
        Positive(nameof(AttentionSoftCap), AttentionSoftCap ?? 1);
        Positive(nameof(FinalSoftCap), FinalSoftCap ?? 1);
        Positive(nameof(QueryScalar), QueryScalar ?? 1);
        if (Heads % KeyValueHeads != 0)
            throw new ArgumentException($"Heads is {Heads}, expected a multiple of KeyValueHeads {KeyValueHeads}.");
        if (HeadDim % 2 != 0)
            throw new ArgumentException($"HeadDim is {HeadDim}, expected an even number: rotary positions turn pairs.");
        if (!(RmsNormEps > 0 && RmsNormEps < 1) || !(RopeTheta > 0))
            throw new ArgumentException($"RmsNormEps is {RmsNormEps} and RopeTheta {RopeTheta}, expected 0 < eps < 1 and theta > 0.");
        if (RopeScaling is { } scaling && !(scaling.Factor >= 1 && scaling.LowFrequencyFactor > 0
            && scaling.HighFrequencyFactor > scaling.LowFrequencyFactor && scaling.OriginalMaxPositions > 0))
            throw new ArgumentException($"RopeScaling is {scaling}, expected factor >= 1, 0 < low < high and original positions > 0.");
        if (EosTokenIds.FirstOrDefault(id => id < 0 || id >= VocabularySize, -1) is var id and >= 0)
            throw new ArgumentException($"EosTokenIds has {id}, expected ids below VocabularySize {VocabularySize}.");
        if (SlidingLayers is { } sliding && sliding.Count != Layers)
            throw new ArgumentException($"SlidingLayers has {sliding.Count} entries, expected one for each of the {Layers} layers.");
    }

    private static void Range(string name, int value, int low, int high)
    {
        if (value < low || value > high)
            throw new ArgumentException($"{name} is {value}, expected {low} to {high}.");
    }

    private static void Positive(string name, double value)
    {
        if (!(value > 0) || double.IsInfinity(value))
            throw new ArgumentException($"{name} is {value}, expected above 0.");
    }
}
