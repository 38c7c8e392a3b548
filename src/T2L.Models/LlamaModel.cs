using T2L.Models.Network;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Models;

/// <summary>Llama 2 and 3 (Touvron et al. 2023): RMSNorm, rotary positions, grouped-query attention, SwiGLU; in float32.</summary>
/// <remarks>
/// Letters in shapes: B batch, T new tokens, S all tokens, H hidden, I intermediate, V vocabulary, D head width, N query heads,
/// K key-value heads, G = N / K. Parameters have their Hugging Face names. Nothing here turns gradients off or writes in place, so a
/// pass with gradients on can be trained through; a pass with a cache cannot.
/// </remarks>
public sealed class LlamaModel : nn.Module
{
    [ComponentName(Name = "model")]
    private readonly LlamaDecoder _decoder;

    [ComponentName(Name = "lm_head")]
    private readonly Projection? _head; // null where the embedding is the head

    private readonly PassBuilder _passes;

    /// <summary>A model whose matrices are zero and whose norms are one; to be loaded or initialized.</summary>
    /// <param name="config">Shapes and constants.</param>
    /// <param name="device">Where the parameters live; default the CPU.</param>
    public LlamaModel(ModelConfig config, Device? device = null) : base(nameof(LlamaModel))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Config = config;
        _decoder = new LlamaDecoder(config, device);
        _head = config.TieWordEmbeddings ? null : new Projection(config.HiddenSize, config.VocabularySize, bias: false, device);
        _passes = new PassBuilder(config, device);
        RegisterComponents();
    }

    /// <summary>Shapes and constants.</summary>
    public ModelConfig Config { get; }

    /// <summary>The last layer's output after the final norm.</summary>
    /// <param name="inputIds">[B, T] int64.</param>
    /// <param name="attentionMask">
    /// [B, T], 1 for a token and 0 for padding, of the new tokens only; null where all are tokens. Padding on the right needs no mask:
    /// no token sees what follows it.
    /// </param>
    /// <param name="cache">Earlier tokens, to which the new ones are added; null for none.</param>
    /// <param name="adapter">Added to projections; null for the base model.</param>
    /// <returns>[B, T, H] float32. Rows at padding are without meaning.</returns>
    public Tensor Hidden(Tensor inputIds, Tensor? attentionMask, KeyValueCache? cache = null, IProjectionAdapter? adapter = null)
    {
        ArgumentNullException.ThrowIfNull(inputIds);
        using var scope = NewDisposeScope();
        var pass = _passes.Begin(inputIds, attentionMask, cache, adapter);
        var hidden = _decoder.Forward(inputIds, pass);
        PassBuilder.End(pass);
        return hidden.MoveToOuterDisposeScope();
    }

    /// <summary>Scores of the next token.</summary>
    /// <param name="hidden">[..., H], all positions or only those that matter.</param>
    /// <returns>[..., V] float32.</returns>
    public Tensor Logits(Tensor hidden) => _head is { } head ? head.Forward(hidden) : nn.functional.linear(hidden, _decoder.Embedding);

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
internal sealed class LlamaDecoder : nn.Module
{
    [ComponentName(Name = "embed_tokens")]
    private readonly EmbeddingTable _embedding;

    [ComponentName(Name = "layers")]
    private readonly ModuleList<LlamaLayer> _layers;

    [ComponentName(Name = "norm")]
    private readonly RmsNorm _norm;

    // Without the list's own bookkeeping.
    private readonly LlamaLayer[] _order;

    public LlamaDecoder(ModelConfig config, Device? device) : base(nameof(LlamaDecoder))
    {
        _embedding = new EmbeddingTable(config.VocabularySize, config.HiddenSize, device);
        _order = [.. Enumerable.Range(0, config.Layers).Select(layer => new LlamaLayer(config, layer, device))];
        _layers = nn.ModuleList(_order);
        _norm = new RmsNorm(config.HiddenSize, config.RmsNormEps, device);
        RegisterComponents();
    }

    public Tensor Embedding => _embedding.Weight;

    /// <summary>[B, T] to [B, T, H].</summary>
    /// <param name="inputIds">Token ids.</param>
    /// <param name="pass">What the layers share.</param>
    /// <param name="trace">Gets the embeddings, the output of each layer but the last, and the result.</param>
    public Tensor Forward(Tensor inputIds, ForwardPass pass, List<Tensor>? trace = null)
    {
        var x = _embedding.Forward(inputIds); // [B, T, H]
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

/// <summary>x + attention(norm(x)), then x + mlp(norm(x)).</summary>
internal sealed class LlamaLayer : nn.Module
{
    [ComponentName(Name = "self_attn")]
    private readonly LlamaAttention _attention;

    [ComponentName(Name = "mlp")]
    private readonly LlamaMlp _mlp;

    [ComponentName(Name = "input_layernorm")]
    private readonly RmsNorm _attentionNorm;

    [ComponentName(Name = "post_attention_layernorm")]
    private readonly RmsNorm _mlpNorm;

    public LlamaLayer(ModelConfig config, int layer, Device? device) : base(nameof(LlamaLayer))
    {
        _attention = new LlamaAttention(config, layer, device);
        _mlp = new LlamaMlp(config, layer, device);
        _attentionNorm = new RmsNorm(config.HiddenSize, config.RmsNormEps, device);
        _mlpNorm = new RmsNorm(config.HiddenSize, config.RmsNormEps, device);
        RegisterComponents();
    }

    public Tensor Forward(Tensor x, ForwardPass pass) // [B, T, H]
    {
        x = x + _attention.Forward(_attentionNorm.Forward(x), pass);
        return x + _mlp.Forward(_mlpNorm.Forward(x), pass);
    }
}

/// <summary>Grouped-query attention: the G query heads of a group share one key head, and are rows of one matrix product.</summary>
internal sealed class LlamaAttention : nn.Module
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

    public LlamaAttention(ModelConfig config, int layer, Device? device) : base(nameof(LlamaAttention))
    {
        bool bias = config.AttentionBias;
        _query = new Projection(config.HiddenSize, config.QuerySize, bias, device);
        _key = new Projection(config.HiddenSize, config.KeyValueSize, bias, device);
        _value = new Projection(config.HiddenSize, config.KeyValueSize, bias, device);
        _output = new Projection(config.QuerySize, config.HiddenSize, bias, device);
        _layer = layer;
        (_heads, _groups, _width) = (config.Heads, config.KeyValueHeads, config.HeadDim);
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
        var scores = q.bmm(k.transpose(1, 2)); // the query carries 1/√D
        if (pass.Mask is { } mask)
            scores = (scores.view(pass.Batch, _heads, pass.Tokens, -1) + mask).view(pass.Batch * _groups, _heads / _groups * pass.Tokens, -1);
        return scores.softmax(-1);
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

/// <summary>SwiGLU (Shazeer 2020): down(silu(gate(x)) · up(x)).</summary>
internal sealed class LlamaMlp : nn.Module
{
    [ComponentName(Name = "gate_proj")]
    private readonly Projection _gate;

    [ComponentName(Name = "up_proj")]
    private readonly Projection _up;

    [ComponentName(Name = "down_proj")]
    private readonly Projection _down;

    private readonly int _layer;

    public LlamaMlp(ModelConfig config, int layer, Device? device) : base(nameof(LlamaMlp))
    {
        _gate = new Projection(config.HiddenSize, config.IntermediateSize, config.MlpBias, device);
        _up = new Projection(config.HiddenSize, config.IntermediateSize, config.MlpBias, device);
        _down = new Projection(config.IntermediateSize, config.HiddenSize, config.MlpBias, device);
        _layer = layer;
        RegisterComponents();
    }

    public Tensor Forward(Tensor x, ForwardPass pass) // [B, T, H]
    {
        var gate = nn.functional.silu(pass.Project(_layer, "gate_proj", _gate, x)); // [B, T, I]
        var up = pass.Project(_layer, "up_proj", _up, x);
        return pass.Project(_layer, "down_proj", _down, gate * up);
    }
}
