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

    public EmbeddingTable(long tokens, long width, Device? device) : base(nameof(EmbeddingTable))
    {
        _weight = new Parameter(zeros(tokens, width, dtype: ScalarType.Float32, device: device));
        _width = width;
        RegisterComponents();
    }

    public Tensor Weight => _weight;

    /// <summary>[B, T] int64 to [B, T, H].</summary>
    public Tensor Forward(Tensor ids) => _weight.index_select(0, ids.reshape(-1)).view(ids.shape[0], ids.shape[1], _width);
}
