using static TorchSharp.torch;

namespace T2L.Models.Network;

/// <summary>What all layers of one forward pass share.</summary>
/// <param name="Batch">B.</param>
/// <param name="Tokens">T, the new tokens.</param>
/// <param name="Rotation">Positions of the new tokens.</param>
/// <param name="Mask">For layers that see everything before: added to the scores, [B or 1, 1, T or 1, S], 0 where a key may be seen; null where all may.</param>
/// <param name="SlidingMask">The same for sliding layers, whose keys may be fewer.</param>
/// <param name="Cache">Keys and values of earlier tokens, where kept.</param>
/// <param name="Adapter">Added to projections, where given.</param>
internal sealed record ForwardPass(
    long Batch, long Tokens, Rotation Rotation, Tensor? Mask, Tensor? SlidingMask, KeyValueCache? Cache, IProjectionAdapter? Adapter)
{
    /// <summary>Tokens of each row after this pass, [B, 1] int64; null where nothing is padding.</summary>
    public Tensor? Next { get; init; }

    /// <summary>One projection of one layer, adapted.</summary>
    public Tensor Project(int layer, string module, Projection projection, Tensor x) => Adapter is null
        ? projection.Forward(x)
        : Adapter.Apply(layer, module, x, projection.Forward(Adapter.Input(layer, module, x)));
}
