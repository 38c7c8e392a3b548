using static TorchSharp.torch;

namespace T2L.Models.Network;

/// <summary>Turns queries and keys by their positions; all four tensors are [B or 1, T, 1, D].</summary>
internal readonly record struct Rotation(Tensor QueryCos, Tensor QuerySin, Tensor KeyCos, Tensor KeySin)
{
    /// <summary>[B, T, N, D] to the same, turned and scaled.</summary>
    public Tensor Query(Tensor x) => Turn(x, QueryCos, QuerySin);

    /// <summary>[B, T, K, D] to the same, turned.</summary>
    public Tensor Key(Tensor x) => Turn(x, KeyCos, KeySin);

    private static Tensor Turn(Tensor x, Tensor cos, Tensor sin) =>
        addcmul(x * cos, x.roll(cos.shape[^1] / 2, -1), sin, 1);
}
