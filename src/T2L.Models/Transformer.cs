using T2L.Models.Network;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Models;

/// <summary>
/// A decoder of the Llama kind (Touvron et al. 2023): RMSNorm, rotary positions, grouped-query attention, gated MLP. Llama, Mistral,
/// Gemma 2 and Qwen 2 are this one, with other values of <see cref="ModelConfig"/>.
/// </summary>
/// <remarks>
/// Letters in shapes: B batch, T new tokens, S all tokens that are seen, H hidden, I intermediate, V vocabulary, D head width, N query
/// heads, K key-value heads, G = N / K. Parameters have their Hugging Face names. Nothing here turns gradients off or writes in place,
/// so a pass with gradients on can be trained through; a pass with a cache cannot. Norms, soft caps and softmax are computed in float32
/// whatever the precision of the matrices.
/// </remarks>
public sealed class Transformer : nn.Module
{
    [ComponentName(Name = "model")]
    private readonly Decoder _decoder;

    [ComponentName(Name = "lm_head")]
    private readonly Projection? _head; // null where the embedding is the head

    private readonly PassBuilder _passes;
    private readonly Device? _device;

    /// <summary>A model to be loaded or initialized: its norms do nothing, and its matrices and biases hold no numbers yet.</summary>
    /// <param name="config">Shapes and constants.</param>
    /// <param name="device">Where the parameters live; default the CPU.</param>
    /// <param name="precision">Number format of matrices, activations and cache: float32 (default), bfloat16 or float16.</param>
    public Transformer(ModelConfig config, Device? device = null, ScalarType precision = ScalarType.Float32) : base(nameof(Transformer))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        (Config, Precision, _device) = (config, precision, device);
        _decoder = new Decoder(config, precision, device);
        _head = config.TieWordEmbeddings ? null : new Projection(config.HiddenSize, config.VocabularySize, bias: false, precision, device);
        _passes = new PassBuilder(config, precision, device);
        RegisterComponents();
    }

    /// <summary>Shapes and constants.</summary>
    public ModelConfig Config { get; }

    /// <summary>Number format of matrices, activations and cache.</summary>
    public ScalarType Precision { get; }

    /// <summary>An empty cache for this model.</summary>
    /// <param name="batch">Rows of the batch, B.</param>
    /// <param name="capacity">Tokens to set memory aside for at first; more is taken when they are used up.</param>
    public KeyValueCache NewCache(int batch, int capacity) => new(Config, batch, capacity, _device, Precision);

    /// <summary>The last layer's output after the final norm.</summary>
    /// <param name="inputIds">[B, T] int64.</param>
    /// <param name="attentionMask">
    /// [B, T], 1 for a token and 0 for padding, of the new tokens only; null where all are tokens. Padding on the right needs no mask:
    /// no token sees what follows it.
    /// </param>
    /// <param name="cache">Earlier tokens, to which the new ones are added; null for none.</param>
    /// <param name="adapter">Added to projections; null for the base model.</param>
    /// <param name="disturb">Changes the embeddings [B, T, H] before the first layer, as training with noise does; null for nothing.</param>
    /// <returns>[B, T, H] in the model's precision. Rows at padding are without meaning.</returns>
    public Tensor Hidden(
        Tensor inputIds, Tensor? attentionMask, KeyValueCache? cache = null, IProjectionAdapter? adapter = null, Func<Tensor, Tensor>? disturb = null)
    {
        ArgumentNullException.ThrowIfNull(inputIds);
        using var scope = NewDisposeScope();
        var pass = _passes.Begin(inputIds, attentionMask, cache, adapter);
        var hidden = _decoder.Forward(inputIds, pass, disturb: disturb);
        PassBuilder.End(pass);
        return hidden.MoveToOuterDisposeScope();
    }

    /// <summary>Where the model computes.</summary>
    public Device Device => _device ?? CPU;

    /// <summary>Scores of the next token.</summary>
    /// <param name="hidden">[..., H], all positions or only those that matter.</param>
    /// <returns>[..., V] float32.</returns>
    public Tensor Logits(Tensor hidden)
    {
        var logits = _head is { } head ? head.Forward(hidden) : Projection.Apply(hidden, _decoder.Embedding);
        if (Precision != ScalarType.Float32)
            logits = logits.to(ScalarType.Float32);
        return Config.FinalSoftCap is { } cap ? (logits / cap).tanh() * cap : logits;
    }

    /// <summary>The embeddings, the output of each layer but the last, and the last one's after the final norm; each [B, T, H].</summary>
    internal IReadOnlyList<Tensor> HiddenStates(Tensor inputIds, Tensor? attentionMask)
    {
        var states = new List<Tensor>();
        _decoder.Forward(inputIds, _passes.Begin(inputIds, attentionMask, cache: null, adapter: null), states);
        return states;
    }

    /// <summary>Frees the parameters and the table of positions.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _passes.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>Embedding, layers, final norm.</summary>
internal sealed class Decoder : nn.Module
{
    [ComponentName(Name = "embed_tokens")]
    private readonly EmbeddingTable _embedding;

    [ComponentName(Name = "layers")]
    private readonly ModuleList<DecoderLayer> _layers;

    [ComponentName(Name = "norm")]
    private readonly RmsNorm _norm;

    // Without the list's own bookkeeping.
    private readonly DecoderLayer[] _order;

    public Decoder(ModelConfig config, ScalarType precision, Device? device) : base(nameof(Decoder))
    {
        _embedding = new EmbeddingTable(config, precision, device);
        _order = [.. Enumerable.Range(0, config.Layers).Select(layer => new DecoderLayer(config, layer, precision, device))];
        _layers = nn.ModuleList(_order);
        _norm = new RmsNorm(config, precision, device);
        RegisterComponents();
    }

    public Tensor Embedding => _embedding.Weight;

    /// <summary>[B, T] to [B, T, H].</summary>
    /// <param name="inputIds">Token ids.</param>
    /// <param name="pass">What the layers share.</param>
    /// <param name="trace">Gets the embeddings, the output of each layer but the last, and the result.</param>
    /// <param name="disturb">Changes the embeddings.</param>
    public Tensor Forward(Tensor inputIds, ForwardPass pass, List<Tensor>? trace = null, Func<Tensor, Tensor>? disturb = null)
    {
        var x = _embedding.Forward(inputIds); // [B, T, H]
        x = disturb is null ? x : disturb(x);
        foreach (var layer in _order)
        {
            trace?.Add(x);
            x = layer.Forward(x, pass);
        }
        x = _norm.Forward(x);
        trace?.Add(x);
        return x;
    }
}

/// <summary>x + attention(norm(x)), then x + mlp(norm(x)); with output norms, what is added is normed too.</summary>
internal sealed class DecoderLayer : nn.Module
{
    [ComponentName(Name = "self_attn")]
    private readonly Attention _attention;

    [ComponentName(Name = "mlp")]
    private readonly Mlp _mlp;

    [ComponentName(Name = "input_layernorm")]
    private readonly RmsNorm _attentionNorm;

    // After attention and before the MLP: one place, or two where outputs are normed; the same name for the first of them.
    [ComponentName(Name = "post_attention_layernorm")]
    private readonly RmsNorm _afterAttention;

    [ComponentName(Name = "pre_feedforward_layernorm")]
    private readonly RmsNorm? _beforeMlp;

    [ComponentName(Name = "post_feedforward_layernorm")]
    private readonly RmsNorm? _afterMlp;

    public DecoderLayer(ModelConfig config, int layer, ScalarType precision, Device? device) : base(nameof(DecoderLayer))
    {
        _attention = new Attention(config, layer, precision, device);
        _mlp = new Mlp(config, layer, precision, device);
        _attentionNorm = new RmsNorm(config, precision, device);
        _afterAttention = new RmsNorm(config, precision, device);
        _beforeMlp = config.OutputNorms ? new RmsNorm(config, precision, device) : null;
        _afterMlp = config.OutputNorms ? new RmsNorm(config, precision, device) : null;
        RegisterComponents();
    }

    public Tensor Forward(Tensor x, ForwardPass pass) // [B, T, H]
    {
        var attended = _attention.Forward(_attentionNorm.Forward(x), pass);
        if (_beforeMlp is null || _afterMlp is null)
        {
            x = x + attended;
            return x + _mlp.Forward(_afterAttention.Forward(x), pass);
        }
        x = x + _afterAttention.Forward(attended);
        return x + _afterMlp.Forward(_mlp.Forward(_beforeMlp.Forward(x), pass));
    }
}

/// <summary>Grouped-query attention: the G query heads of a group share one key head, and are rows of one matrix product.</summary>
internal sealed class Attention : nn.Module
{
    [ComponentName(Name = "q_proj")]
    private readonly Projection _query;

    [ComponentName(Name = "k_proj")]
    private readonly Projection _key;

    [ComponentName(Name = "v_proj")]
    private readonly Projection _value;

    [ComponentName(Name = "o_proj")]
    private readonly Projection _output;

    private readonly int _layer;
    private readonly long _heads, _groups, _width;
    private readonly bool _slides;
    private readonly double? _softCap;
    private readonly ScalarType _precision;

    public Attention(ModelConfig config, int layer, ScalarType precision, Device? device) : base(nameof(Attention))
    {
        _query = new Projection(config.HiddenSize, config.QuerySize, config.AttentionBias, precision, device);
        _key = new Projection(config.HiddenSize, config.KeyValueSize, config.AttentionBias, precision, device);
        _value = new Projection(config.HiddenSize, config.KeyValueSize, config.AttentionBias, precision, device);
        _output = new Projection(config.QuerySize, config.HiddenSize, config.OutputBias, precision, device);
        (_heads, _groups, _width) = (config.Heads, config.KeyValueHeads, config.HeadDim);
        (_layer, _slides, _softCap, _precision) = (layer, config.WindowOf(layer) is not null, config.AttentionSoftCap, precision);
        RegisterComponents();
    }

    public Tensor Forward(Tensor x, ForwardPass pass) // [B, T, H]
    {
        var q = pass.Project(_layer, "q_proj", _query, x).view(pass.Batch, pass.Tokens, _heads, _width);
        var k = pass.Project(_layer, "k_proj", _key, x).view(pass.Batch, pass.Tokens, _groups, _width);
        var v = pass.Project(_layer, "v_proj", _value, x).view(pass.Batch, pass.Tokens, _groups, _width);
        q = ByGroup(pass.Rotation.Query(q), pass); // [B·K, G·T, D]
        k = ByGroup(pass.Rotation.Key(k), pass); // [B·K, T, D]
        v = ByGroup(v, pass);
        if (pass.Cache is { } cache)
            (k, v) = cache.Append(_layer, k, v, pass.Tokens); // [B·K, S, D]

        var mixed = Weights(q, k, pass).bmm(v); // [B·K, G·T, D]
        return pass.Project(_layer, "o_proj", _output, ByToken(mixed, pass));
    }

    /// <summary>How much of each value each query takes, [B·K, G·T, S].</summary>
    private Tensor Weights(Tensor q, Tensor k, ForwardPass pass)
    {
        var scores = q.bmm(k.transpose(1, 2)); // the query carries the scale, and 1/c of a soft cap
        if (_precision != ScalarType.Float32)
            scores = scores.to(ScalarType.Float32);
        if (_softCap is { } cap)
            scores = scores.tanh() * cap;
        if ((_slides ? pass.SlidingMask : pass.Mask) is { } mask)
            scores = (scores.view(pass.Batch, _heads, pass.Tokens, -1) + mask).view(pass.Batch * _groups, _heads / _groups * pass.Tokens, -1);
        var weights = scores.softmax(-1);
        return _precision == ScalarType.Float32 ? weights : weights.to(_precision);
    }

    /// <summary>[B, T, K·g, D] to [B·K, g·T, D]; with one token that is only another view.</summary>
    private Tensor ByGroup(Tensor x, ForwardPass pass) => pass.Tokens == 1
        ? x.view(pass.Batch * _groups, -1, _width)
        : x.view(pass.Batch, pass.Tokens, _groups, -1, _width).permute(0, 2, 3, 1, 4).reshape(pass.Batch * _groups, -1, _width);

    /// <summary>[B·K, G·T, D] to [B, T, N·D].</summary>
    private Tensor ByToken(Tensor x, ForwardPass pass) => pass.Tokens == 1
        ? x.view(pass.Batch, 1, _heads * _width)
        : x.view(pass.Batch, _groups, -1, pass.Tokens, _width).permute(0, 3, 1, 2, 4).reshape(pass.Batch, pass.Tokens, _heads * _width);
}

/// <summary>A gated MLP (Shazeer 2020): down(f(gate(x)) · up(x)).</summary>
internal sealed class Mlp : nn.Module
{
    [ComponentName(Name = "gate_proj")]
    private readonly Projection _gate;

    [ComponentName(Name = "up_proj")]
    private readonly Projection _up;

    [ComponentName(Name = "down_proj")]
    private readonly Projection _down;

    private readonly int _layer;
    private readonly Activation _activation;

    public Mlp(ModelConfig config, int layer, ScalarType precision, Device? device) : base(nameof(Mlp))
    {
        _gate = new Projection(config.HiddenSize, config.IntermediateSize, config.MlpBias, precision, device);
        _up = new Projection(config.HiddenSize, config.IntermediateSize, config.MlpBias, precision, device);
        _down = new Projection(config.IntermediateSize, config.HiddenSize, config.MlpBias, precision, device);
        (_layer, _activation) = (layer, config.Activation);
        RegisterComponents();
    }

    public Tensor Forward(Tensor x, ForwardPass pass) // [B, T, H]
    {
        var gate = Activated(pass.Project(_layer, "gate_proj", _gate, x)); // [B, T, I]
        var up = pass.Project(_layer, "up_proj", _up, x);
        return pass.Project(_layer, "down_proj", _down, gate * up);
    }

    private Tensor Activated(Tensor x) => _activation switch
    {
        Activation.Silu => nn.functional.silu(x),
        Activation.GeluTanh => nn.functional.gelu(x, GELU.Approximate.tanh),
        _ => throw new InvalidOperationException($"There is no activation {_activation}."),
    };
}
