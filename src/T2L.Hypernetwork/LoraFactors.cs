using static TorchSharp.torch;

namespace T2L.Hypernetwork;

/// <summary>The factors that a hypernetwork wrote for one kind of module, for all descriptions and layers.</summary>
/// <param name="A">The down factors, shape [n, layers, r, in].</param>
/// <param name="B">The up factors, shape [n, layers, out, r].</param>
public sealed record LoraFactors(Tensor A, Tensor B);
