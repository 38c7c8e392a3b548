using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Svf.Decomposition;
using static TorchSharp.torch;

namespace T2L.Svf.Tests.Decomposition;

/// <summary>The decomposition that is shipped with the base.</summary>
public sealed class BundledDecompositionTests
{
    // The bases are bfloat16, eight significant bits: a direction is off by about 1/400, and a length by that share of the largest singular value at most.
    private const double Rounding = 1.0 / 200;

    [BundledFact]
    public void Is_found_beside_the_bundled_base_and_names_it()
    {
        using var stored = StoredDecomposition.Open(DecompositionFolder.Near(BundledFactAttribute.Base)!);

        Assert.Equal(LanguageModel.DigestOf(BundledFactAttribute.Base), stored.Manifest.BaseDigest);
        Assert.Equal(SvfTargets.Mlp, stored.Manifest.Targets);
        Assert.Equal(ModelConfig.Load(BundledFactAttribute.Base).Layers, stored.Manifest.Layers);
    }

    [BundledFact]
    public void Each_weight_stretches_its_directions_by_its_singular_values()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var stored = StoredDecomposition.Open(DecompositionFolder.Near(BundledFactAttribute.Base)!);
        using var network = LanguageModel.LoadNetwork(BundledFactAttribute.Base, ModelConfig.Load(BundledFactAttribute.Base));
        var weights = network.named_parameters().ToDictionary(entry => entry.name, entry => (Tensor)entry.parameter);

        Assert.All(stored.Manifest.Matrices, matrix =>
        {
            var weight = weights[matrix.Name.Value];
            var basis = stored.ReadBasis(matrix.Name.Value, ScalarType.Float32, CPU);
            var stretched = (matrix.Side == SvfSide.V ? weight : weight.t()).matmul(basis); // |W v_i|, or |Wᵀ u_i|, is S_i
            var lengths = stretched.pow(2).sum(0L).sqrt().data<float>().ToArray();
            var values = stored.SingularValues(matrix.Name.Value).ToArray();
            Assert.InRange(lengths.Zip(values, (length, value) => Math.Abs(length - value)).Max(), 0, Rounding * values[0]);
        });
    }
}
