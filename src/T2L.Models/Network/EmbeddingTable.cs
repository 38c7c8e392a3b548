using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Models.Network;

/// <summary>One vector for each token.</summary>
internal sealed class EmbeddingTable : nn.Module
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight; // [V, H]

    private readonly long _width;
    private readonly double? _scale;

    public EmbeddingTable(ModelConfig config, ScalarType precision, Device? device) : base(nameof(EmbeddingTable))
    {
        _weight = new Parameter(empty(config.VocabularySize, config.HiddenSize, dtype: precision, device: device));
        _width = config.HiddenSize;
        _scale = config.ScaleEmbeddings ? Rounded(Math.Sqrt(config.HiddenSize), precision) : null;
        RegisterComponents();
    }

    public Tensor Weight => _weight;

    /// <summary>[B, T] int64 to [B, T, H].</summary>
    public Tensor Forward(Tensor ids)
    {
        var vectors = _weight.index_select(0, ids.reshape(-1)).view(ids.shape[0], ids.shape[1], _width);
        return _scale is { } scale ? vectors * scale : vectors;
    }

    // The reference implementation holds √H in the model's number format: in bfloat16, 59.87 is 59.75.
    private static double Rounded(double value, ScalarType precision)
    {
        using var scope = NewDisposeScope();
        return tensor(value, dtype: precision).to(ScalarType.Float64).item<double>();
    }
}
