using T2L.Hypernetwork;
using T2L.Models;
using static TorchSharp.torch;

namespace T2L.Training.Data;

/// <summary>
/// The LoRA of each group of a batch: row b of the batch belongs to group b / (rows / groups). Differentiable in A and B.
/// </summary>
/// <param name="factors">Per module A [groups, layers, rank, in] and B [groups, layers, out, rank].</param>
/// <param name="scaling">alpha / r, or alpha / √r with rsLoRA.</param>
/// <param name="dropout">Changes what A reads, in training; null for nothing.</param>
/// <remarks>Computes in the factors' number format, whatever that of the base.</remarks>
internal sealed class GroupedLora(IReadOnlyDictionary<string, LoraFactors> factors, double scaling, Func<Tensor, Tensor>? dropout = null) : IProjectionAdapter
{
    public Tensor Apply(int layer, string moduleName, Tensor input, Tensor output)
    {
        if (!factors.TryGetValue(moduleName, out var lora))
            return output;
        var a = lora.A.select(1, layer); // [G, r, in]
        var b = lora.B.select(1, layer); // [G, out, r]
        var groups = a.shape[0];
        var x = input.reshape(groups, -1, input.shape[^1]).to(a.dtype); // [G, rows/G * T, in]
        x = dropout is null ? x : dropout(x);
        var delta = x.bmm(a.transpose(1, 2)).bmm(b.transpose(1, 2)); // [G, rows/G * T, out]
        return output + (delta * scaling).reshape(output.shape).to(output.dtype);
    }
}
