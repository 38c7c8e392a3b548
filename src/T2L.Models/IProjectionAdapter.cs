using TorchSharp;

namespace T2L.Models;

/// <summary>Adds an update to the output of a layer's projections: one adapter, one for each row of a batch, or one being trained.</summary>
/// <remarks>Called inside the forward pass; with gradients on, what it does is part of the graph.</remarks>
public interface IProjectionAdapter
{
    /// <summary>The adapted output of one projection.</summary>
    /// <param name="layer">Layer, from 0.</param>
    /// <param name="moduleName"><c>q_proj</c>, <c>k_proj</c>, <c>v_proj</c>, <c>o_proj</c>, <c>gate_proj</c>, <c>up_proj</c> or <c>down_proj</c>.</param>
    /// <param name="input">What the projection was given, [B, T, in].</param>
    /// <param name="output">What it gave, [B, T, out].</param>
    /// <returns>The output plus the update, [B, T, out]; <paramref name="output"/> itself where this projection is not adapted.</returns>
    torch.Tensor Apply(int layer, string moduleName, torch.Tensor input, torch.Tensor output);
}
