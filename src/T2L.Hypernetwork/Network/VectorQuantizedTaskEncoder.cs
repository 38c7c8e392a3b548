using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Network;

/// <summary>The nearest of 32 codes, normalised; the codes follow the data as running averages while training.</summary>
/// <remarks>van den Oord et al. 2017 (arXiv:1711.00937), appendix A.1, with decay 0.99.</remarks>
internal sealed class VectorQuantizedTaskEncoder : nn.Module<Tensor, Tensor>
{
    private const int Codes = HypernetworkConfig.Codes;
    private const double Decay = 0.99;
    private const double Smoothing = 1e-5;
    private const double CommitmentWeight = 0.01;

    private readonly Sequential _mlp;
    private readonly LayerNorm _norm;

    public VectorQuantizedTaskEncoder(long e, long z, Device device)
        : base(nameof(VectorQuantizedTaskEncoder))
    {
        _mlp = Blocks.Perceptron(e, 4 * z, z, device);
        _norm = nn.LayerNorm(z, device: device);
        register_buffer("embed", randn([z, Codes], device: device));
        register_buffer("cluster_size", zeros([Codes], device: device));
        register_buffer("embed_avg", Embed.clone());
        register_module("mlp", _mlp);
        register_module("ln", _norm);
    }

    // Buffers are asked for anew each time: moving a module to another device may replace them.
    private Tensor Embed => get_buffer("embed")!; // [Z, 32]

    /// <summary>0.01 · mean((code − z)²) of the last training pass; reconstruction training adds it to its loss.</summary>
    public Tensor? AuxiliaryLoss { get; private set; }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var z = _mlp.forward(input);                                                      // [n, Z]
        var nearest = Nearest(z.detach());                                                // [n]
        var code = Embed.t().index_select(0, nearest);                                   // [n, Z]
        var result = _norm.forward(z + (code - z).detach()).MoveToOuterDisposeScope();
        if (training)
        {
            AuxiliaryLoss?.Dispose();
            AuxiliaryLoss = ((code.detach() - z).square().mean() * CommitmentWeight).DetachFromDisposeScope();
            Follow(z.detach(), nearest);
        }

        return result;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            AuxiliaryLoss?.Dispose();
        base.Dispose(disposing);
    }

    // argmin over codes of |z|² − 2 z·code + |code|².
    private Tensor Nearest(Tensor z)
    {
        using var scope = NewDisposeScope();
        var distances = z.square().sum(1, keepdim: true) - 2 * z.matmul(Embed) + Embed.square().sum(0, keepdim: true);
        return distances.argmin(1).MoveToOuterDisposeScope();
    }

    private void Follow(Tensor z, Tensor nearest)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var (clusterSize, embedAverage) = (get_buffer("cluster_size")!, get_buffer("embed_avg")!);
        var oneHot = nn.functional.one_hot(nearest, Codes).to(ScalarType.Float32);        // [n, 32]
        clusterSize.mul_(Decay).add_(oneHot.sum(0L) * (1 - Decay));
        embedAverage.mul_(Decay).add_(z.t().matmul(oneHot) * (1 - Decay));
        var total = clusterSize.sum();
        var size = (clusterSize + Smoothing) / (total + Codes * Smoothing) * total;
        Embed.copy_(embedAverage / size);
    }
}
