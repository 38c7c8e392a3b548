using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Svf.Decomposition;
using static TorchSharp.torch;

namespace T2L.Training.Svf;

/// <summary>A frozen base with the factors that experts gate, ready for many experts in one batch. Its weights are never touched.</summary>
internal sealed class GatedNetwork : IDisposable
{
    /// <summary>Reads the factors and checks that they are of this base.</summary>
    /// <param name="network">The base's network; stays the caller's.</param>
    /// <param name="decomposition">Its decomposition; only read here.</param>
    /// <param name="targets">The modules to gate, among those that the decomposition holds.</param>
    /// <exception cref="ArgumentException">A weight is missing or has another shape.</exception>
    public GatedNetwork(Transformer network, StoredDecomposition decomposition, IReadOnlyList<string> targets)
    {
        Network = network;
        var weights = network.named_parameters().ToDictionary(entry => entry.name, entry => (Tensor)entry.parameter, StringComparer.Ordinal);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var matrices = new List<GatedMatrix>();
        foreach (var matrix in decomposition.Manifest.MatricesOf(targets))
        {
            matrices.Add(Read(matrix, decomposition, weights, Length));
            Length += matrix.Rank;
        }
        Matrices = matrices;
    }

    /// <summary>The base's network.</summary>
    public Transformer Network { get; }

    /// <summary>The gated matrices, in the order of a state dict.</summary>
    public IReadOnlyList<GatedMatrix> Matrices { get; }

    /// <summary>Numbers of an expert.</summary>
    public long Length { get; }

    /// <summary>Experts as an adapter of a batch that has the same number of rows for each. Differentiable in p.</summary>
    /// <param name="raw">p, one row an expert, shape [G, numbers].</param>
    public IProjectionAdapter Adapter(Tensor raw) => new GroupedGates(
        Matrices.ToDictionary(matrix => (matrix.Matrix.Name.Layer, matrix.Matrix.Name.Module), matrix => (matrix, matrix.Change(raw))));

    public void Dispose()
    {
        foreach (var matrix in Matrices)
        {
            matrix.Basis.Dispose();
            matrix.Back.Dispose();
            matrix.SingularValues.Dispose();
            matrix.Bias?.Dispose();
        }
    }

    private static GatedMatrix Read(SvfMatrix matrix, StoredDecomposition decomposition, Dictionary<string, Tensor> weights, long start)
    {
        var name = matrix.Name.Value;
        if (!weights.TryGetValue(name, out var weight) || !weight.shape.SequenceEqual([matrix.Rows, matrix.Columns]))
            throw new ArgumentException($"The base has no '{name}' of shape [{matrix.Rows}, {matrix.Columns}], which the decomposition holds.", nameof(weights));
        var basis = decomposition.ReadBasis(name, ScalarType.Float32, weight.device);
        var back = matrix.Side == SvfSide.V ? weight.to(ScalarType.Float32).matmul(basis).t() : basis.t(); // [k, out]
        return new GatedMatrix(matrix, start, basis.DetachFromDisposeScope(), back.contiguous().clone().DetachFromDisposeScope(),
            tensor(decomposition.SingularValues(name).ToArray(), device: weight.device).DetachFromDisposeScope(),
            weights.GetValueOrDefault($"{matrix.Name.Path}.bias")?.to(ScalarType.Float32).detach().clone().DetachFromDisposeScope());
    }
}
