using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Svf.Decomposition;
using T2L.Svf.Gates;
using static TorchSharp.torch;

namespace T2L.Svf.Tests.Gates;

public sealed class ReconstructionTests
{
    [Theory, InlineData(24, 10), InlineData(10, 24), InlineData(12, 12)]
    public void Constant_numbers_give_the_weight_back(long rows, long columns)
    {
        using var scope = NewDisposeScope();
        var weight = randn(rows, columns);

        var gated = Gated(weight, i => 0.1f, out _);

        Assert.InRange(TinyBase.Distance(weight, gated), 0, 1e-5 * TinyBase.Size(weight));
    }

    [Theory, InlineData(24, 10), InlineData(10, 24)]
    public void The_sum_of_singular_values_stays(long rows, long columns)
    {
        using var scope = NewDisposeScope();
        var weight = randn(rows, columns);

        var gated = Gated(weight, i => MathF.Sin(5 * i), out var effect);

        Assert.Equal(linalg.svdvals(weight).sum().item<float>(), linalg.svdvals(gated).sum().item<float>(), 1e-3f);
        var expected = linalg.svdvals(weight) * tensor(Array.ConvertAll(effect.Z.ToArray(), z => (float)z));
        Assert.InRange(TinyBase.Distance(expected.sort(descending: true).Values, linalg.svdvals(gated)), 0, 1e-4);
    }

    [Fact]
    public void No_change_is_no_change_to_the_last_bit()
    {
        using var scope = NewDisposeScope();
        var weight = randn(16, 8);
        var basis = SingularBasis.Of(weight.to(ScalarType.Float64), TensorDType.F32).Basis.ToTensor();
        Assert.Equal(weight.ToTensorData(), Reconstruction.OneSided(weight, basis, SvfSide.V, zeros(8)).ToTensorData());
    }

    // y = W x + W·V((z - 1) ∘ Vᵀx), or y = W x + U((z - 1) ∘ Uᵀ(W x)): what serving does in place of another weight.
    [Theory, InlineData(24, 10), InlineData(10, 24)]
    public void Gated_activations_are_those_of_the_gated_weight(long rows, long columns)
    {
        using var scope = NewDisposeScope();
        var (weight, x) = (randn(rows, columns), randn(5, columns));
        var gated = Gated(weight, i => MathF.Sin(5 * i), out var effect);
        var basis = SingularBasis.Of(weight.to(ScalarType.Float64), TensorDType.F32).Basis.ToTensor();
        var (change, plain) = (tensor(effect.Change()), x.matmul(weight.t()));

        var unmerged = rows >= columns
            ? plain + (x.matmul(basis) * change).matmul(basis.t()).matmul(weight.t())
            : plain + (plain.matmul(basis) * change).matmul(basis.t());

        Assert.InRange(TinyBase.Distance(x.matmul(gated.t()), unmerged), 0, 1e-4);
    }

    private static Tensor Gated(Tensor weight, Func<int, float> number, out EffectiveGate effect)
    {
        var own = SingularBasis.Of(weight.to(ScalarType.Float64), TensorDType.F32);
        var raw = Enumerable.Range(0, (int)own.SingularValues.ElementCount).Select(i => (double)number(i)).ToArray();
        effect = EffectiveGate.Of(GateFunction.Values(SvfGate.Sigmoid, raw), own.SingularValues.ToFloats(), "W");
        return Reconstruction.OneSided(weight, own.Basis.ToTensor(), SvfMatrix.SideOf(weight.shape[0], weight.shape[1]), tensor(effect.Change()));
    }
}
