using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Svf.Decomposition;
using T2L.Svf.Gates;
using T2L.Testing;
using static TorchSharp.torch;

namespace T2L.Svf.Tests.Golden;

/// <summary>Gates, the rescaling factor and W' of single matrices.</summary>
public sealed class ReconstructGoldenTests
{
    private const string Kind = "reconstruct";

    public static TheoryData<string> Cases => GoldenIndex.NamesOf(GoldenFile.Family, Kind);

    [GoldenTheory(GoldenFile.Family, Kind), MemberData(nameof(Cases))]
    public void Gates_and_weight_match_with_the_given_factors(string name)
    {
        using var scope = NewDisposeScope();
        using var golden = GoldenFile.Open(Kind, name);
        var tolerance = GoldenFile.Tolerance("f64 given USV");
        var (gates, effect) = Effect(golden);

        GoldenFile.Near(golden.Doubles("gate_f64"), gates, tolerance, "gate");
        GoldenFile.Near(golden.Doubles("z_effective_f64"), effect.Z, tolerance, "z");
        Assert.Equal(golden.Entry.GetProperty("scale_factor").GetDouble(), effect.Scale, 1e-6 * effect.Scale);
        var weight = Reconstruction.FromFactors(golden.Tensor("U"), golden.Tensor("S"), golden.Tensor("V"), tensor(effect.Z.ToArray()));
        GoldenFile.Near(golden.Tensor("W_new_f64_ideal"), weight, tolerance, 1, "W'");
    }

    [GoldenTheory(GoldenFile.Family, Kind), MemberData(nameof(Cases))]
    public void One_side_of_the_given_factors_is_enough(string name)
    {
        using var scope = NewDisposeScope();
        using var golden = GoldenFile.Open(Kind, name);
        var weight = golden.Tensor("W");
        var side = SvfMatrix.SideOf(weight.shape[0], weight.shape[1]);

        var gated = Reconstruction.OneSided(weight, golden.Tensor(side == SvfSide.V ? "V" : "U"), side, tensor(Effect(golden).Effect.Change()).to(ScalarType.Float64));

        GoldenFile.Near(golden.Tensor("W_new_f64_ideal"), gated, 1e-5, TinyBase.Size(weight), "W'");
    }

    [GoldenTheory(GoldenFile.Family, Kind), MemberData(nameof(Cases))]
    public void The_official_numbers_differ_by_their_rounding_only(string name)
    {
        using var scope = NewDisposeScope();
        using var golden = GoldenFile.Open(Kind, name);
        var size = TinyBase.Size(golden.Tensor("W"));
        var weight = Reconstruction.FromFactors(golden.Tensor("U"), golden.Tensor("S"), golden.Tensor("V"), tensor(Effect(golden).Effect.Z.ToArray()));

        GoldenFile.Near(golden.Tensor("W_new_f32_official"), weight, GoldenFile.Tolerance("W_new_f32_official (rel to max|W|)"), size, "float32");
        GoldenFile.Near(golden.Tensor("W_new_bf16_official"), weight, GoldenFile.Tolerance("W_new_bf16_official (rel to max|W|)"), size, "bfloat16");
    }

    // Our own decomposition, as it is stored: one side, float32. 1e-5 is ten times tighter than the index asks for.
    [GoldenTheory(GoldenFile.Family, Kind), MemberData(nameof(Cases))]
    public void Our_own_decomposition_gives_the_same_weight(string name)
    {
        using var scope = NewDisposeScope();
        using var golden = GoldenFile.Open(Kind, name);
        var weight = golden.Tensor("W");
        var side = SvfMatrix.SideOf(weight.shape[0], weight.shape[1]);
        var own = SingularBasis.Of(weight, TensorDType.F32);
        GoldenFile.Near(golden.Tensor("S"), own.SingularValues.ToTensor(), 1e-5, TinyBase.Size(golden.Tensor("S")), "S");
        // Where singular values coincide, every routine finds other vectors, and the same p means something else.
        if (golden.Entry.GetProperty("must_use_given_USV").GetBoolean())
            return;

        var effect = EffectiveGate.Of(Gates(golden), own.SingularValues.ToFloats(), name);
        var gated = Reconstruction.OneSided(weight, own.Basis.ToTensor(dtype: ScalarType.Float64), side, tensor(effect.Change()).to(ScalarType.Float64));

        GoldenFile.Near(golden.Tensor("W_new_f64_ideal"), gated, 1e-5, TinyBase.Size(weight), "W'");
        var ratio = (linalg.svdvals(gated).sum() / golden.Tensor("S").sum()).item<double>();
        Assert.Equal(golden.Entry.GetProperty("nuclear_norm_ratio").GetDouble(), ratio, 1e-5);
    }

    private static double[] Gates(GoldenFile golden) =>
        GateFunction.Values(SvfGate.Sigmoid, golden.Doubles("p"), GoldenFile.Number(golden.Entry, "max_mult"));

    private static (double[] Gates, EffectiveGate Effect) Effect(GoldenFile golden)
    {
        var gates = Gates(golden);
        return (gates, EffectiveGate.Of(gates, golden.Data("S").ToFloats(), "W"));
    }
}
