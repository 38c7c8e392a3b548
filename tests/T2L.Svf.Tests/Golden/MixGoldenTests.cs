using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Adapters.Svf;
using T2L.Adapters.Svf.Mixing;
using T2L.Models;
using T2L.Svf.Gates;
using T2L.Testing;
using static TorchSharp.torch;

namespace T2L.Svf.Tests.Golden;

/// <summary>Mixtures of three experts: global and per matrix, normalised and not, in both spaces.</summary>
public sealed class MixGoldenTests
{
    private const string Kind = "mix";

    private static readonly Digest Base = Digest.Of("base"u8);

    public static TheoryData<string> Cases => GoldenIndex.NamesOf(GoldenFile.Family, Kind);

    [GoldenTheory(GoldenFile.Family, Kind), MemberData(nameof(Cases))]
    public void Mixed_numbers_match_the_official_ones(string name)
    {
        using var golden = GoldenFile.Open(Kind, name);
        var mix = Mix(golden, MixSpace.Raw);
        foreach (var matrix in Matrices(golden))
            GoldenFile.Near(golden.Doubles($"mixed_official.{matrix}"), GoldenFile.ToDoubles(mix.Vectors[matrix]), GoldenFile.Tolerance("mixed_official abs"), matrix);
    }

    [GoldenTheory(GoldenFile.Family, Kind), MemberData(nameof(Cases))]
    public void Weights_match_in_gate_space(string name) => Compare(name, MixSpace.Gate, "W_new_f64_gate_space");

    [GoldenTheory(GoldenFile.Family, Kind), MemberData(nameof(Cases))]
    public void Weights_match_in_raw_space(string name) => Compare(name, MixSpace.Raw, "W_new_f64_raw_space");

    [GoldenTheory(GoldenFile.Family, Kind), MemberData(nameof(Cases))]
    public void The_official_mixed_numbers_give_the_official_weights(string name)
    {
        using var scope = NewDisposeScope();
        using var golden = GoldenFile.Open(Kind, name);
        var factors = GoldenFile.Factors();
        foreach (var matrix in Matrices(golden))
        {
            var effect = EffectiveGate.Of(golden.Doubles($"mixed_official.{matrix}"), factors[$"{matrix}.S"].ToFloats(), matrix);
            var weight = Gated(factors, matrix, effect);
            GoldenFile.Near(golden.Tensor($"W_new_f64_from_mixed_official.{matrix}"), weight, GoldenFile.Tolerance("f64 given USV"), 1, matrix);
            GoldenFile.Near(golden.Tensor($"W_new_f32_official.{matrix}"), weight, GoldenFile.Tolerance("W_new_f32_official (rel to max|W|)"), TinyBase.Size(weight), matrix);
        }
    }

    // Mixed gates are kept as float32, hence not 1e-10.
    private static void Compare(string name, MixSpace space, string tensor)
    {
        using var scope = NewDisposeScope();
        using var golden = GoldenFile.Open(Kind, name);
        var (factors, mix) = (GoldenFile.Factors(), Mix(golden, space));
        foreach (var matrix in Matrices(golden))
        {
            var weight = Gated(factors, matrix, EffectiveGate.Of(mix, matrix, factors[$"{matrix}.S"].ToFloats()));
            GoldenFile.Near(golden.Tensor($"{tensor}.{matrix}"), weight, 1e-6, TinyBase.Size(weight), matrix);
        }
    }

    private static Tensor Gated(Dictionary<string, TensorData> factors, string matrix, EffectiveGate effect)
    {
        Tensor Factor(string end) => factors[matrix + end].ToTensor(dtype: ScalarType.Float64);
        return Reconstruction.FromFactors(Factor(".U"), Factor(".S"), Factor(".V"), tensor(effect.Z.ToArray()));
    }

    private static SvfExpert Mix(GoldenFile golden, MixSpace space)
    {
        var factors = GoldenFile.Factors();
        var alpha = golden.Data("alpha");
        var weights = new MixWeights((int)alpha.Shape[0], (int)alpha.Shape[1], alpha.ToFloats());
        Assert.Equal(golden.Entry.GetProperty("per_layer").GetBoolean(), weights.Columns > 1);
        var options = new MixOptions { Space = space, Normalize = golden.Entry.GetProperty("norm_coeffs").GetBoolean() };
        return ExpertMix.Of(Experts(golden), weights, options, matrix => factors[$"{matrix}.S"].ToFloats());
    }

    private static string[] Matrices(GoldenFile golden) => GoldenFile.Texts(golden.Entry, "matrix_order");

    private static SvfExpert[] Experts(GoldenFile golden)
    {
        using var plain = SafetensorsFile.Open(GoldenFile.Single("experts_plain").Path);
        var manifest = new SvfManifest { BaseModel = "tiny", BaseDigest = Base, DecompositionDigest = Base, Origin = new SvfOrigin("import") };
        return [.. Enumerable.Range(0, GoldenFile.Number(golden.Entry, "K")).Select(k =>
            new SvfExpert(manifest, Matrices(golden).ToDictionary(matrix => matrix, matrix => plain.Read($"expert{k}.{matrix}"))))];
    }
}
