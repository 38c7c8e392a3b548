using TorchSharp;

namespace T2L.Models;

/// <summary>Changes a layer's projections: one adapter, one for each row of a batch, or one being trained. A LoRA adds to their output.</summary>
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

    /// <summary>What one projection shall be given in place of its input.</summary>
    /// <param name="layer">Layer, from 0.</param>
    /// <param name="moduleName">As for <see cref="Apply"/>, which is told of the input as it was before.</param>
    /// <param name="input">The layer's input to the projection, [B, T, in].</param>
    /// <returns>Something of the same shape; <paramref name="input"/> itself where this projection reads what the layer has, as it is with LoRAs.</returns>
    torch.Tensor Input(int layer, string moduleName, torch.Tensor input) => input;
}
