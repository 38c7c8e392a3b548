using T2L.Models;
using static TorchSharp.torch;

namespace T2L.Training.Svf;

/// <summary>The expert of each group of a batch, as an update of activations: many experts in one pass over one set of weights.</summary>
/// <param name="changes">By layer and module: the matrix, and z - 1 of each expert, shape [G, k].</param>
internal sealed class GroupedGates(IReadOnlyDictionary<(int Layer, string Module), (GatedMatrix Matrix, Tensor Change)> changes) : IProjectionAdapter
{
    public Tensor Apply(int layer, string moduleName, Tensor input, Tensor output) => changes.TryGetValue((layer, moduleName), out var gated)
        ? output + gated.Matrix.Update(gated.Change, input, output).to(output.dtype)
        : output;
}
