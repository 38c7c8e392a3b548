using T2L.Adapters.Svf;
using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Svf.Serving;

/// <summary>One matrix of a base model as experts need it on the device.</summary>
/// <param name="Side">Whether the vectors gate what goes into the matrix (V) or what comes out of it (U).</param>
/// <param name="Vectors">The singular vectors, one a row, [k, n]: n = in for V and out for U.</param>
/// <param name="BiasShares">Uᵀb [k], which is no part of Uᵀ(W x), where the projection has a bias and U gates its output; else null.</param>
internal sealed record ServedBasis(SvfSide Side, Tensor Vectors, Tensor? BiasShares) : IDisposable
{
    /// <summary>Whether few rows are gated in one pass over the vectors.</summary>
    public bool Sweeps { get; } = GateSweep.Suits(Vectors);

    /// <summary>Device memory that it takes.</summary>
    public long Bytes => Size(Vectors) + (BiasShares is null ? 0 : Size(BiasShares));

    /// <summary>The same on a device, of one in memory, which is used up.</summary>
    public ServedBasis To(Device device)
    {
        if (device.type == DeviceType.CPU)
            return this;
        using (this)
        using (NewDisposeScope())
            return new ServedBasis(Side, Vectors.to(device).DetachFromDisposeScope(), BiasShares?.to(device).DetachFromDisposeScope());
    }

    public void Dispose()
    {
        Vectors.Dispose();
        BiasShares?.Dispose();
    }

    private static long Size(Tensor tensor) => tensor.NumberOfElements * tensor.element_size();
}
