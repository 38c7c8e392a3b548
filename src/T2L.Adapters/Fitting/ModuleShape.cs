namespace T2L.Adapters.Fitting;

/// <summary>A matrix that a base model has in each of its layers, W of shape [out, in].</summary>
/// <param name="Path">Its path with a star for the layer's number: <c>model.layers.*.self_attn.q_proj</c>.</param>
/// <param name="Out">Features it gives.</param>
/// <param name="In">Features it takes.</param>
/// <param name="Layers">How many layers have it; they count from 0.</param>
public sealed record ModuleShape(string Path, long Out, long In, int Layers);
