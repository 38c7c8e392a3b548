using T2L.Adapters;
using T2L.Adapters.PyTorch;
using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Svf.Decomposition;
using T2L.Svf.Gates;
using T2L.Testing;
using static TorchSharp.torch;

namespace T2L.Svf.Tests.Golden;

/// <summary>The golden base and the official SVD cache of it.</summary>
public sealed class DecompositionGoldenTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [GoldenFact(GoldenFile.Family)]
    public void Our_decomposition_and_the_official_one_gate_the_same_way()
    {
        using var scope = NewDisposeScope();
        GoldenFile.WriteBase(_folder.File("base"));
        using var ours = Decompose("ours", null);
        using var theirs = Decompose("theirs", GoldenFile.Single("official_svd_cache").Path);

        Assert.Equal(14, ours.Manifest.Matrices.Count);
        foreach (var matrix in ours.Manifest.Matrices)
        {
            var name = matrix.Name.Value;
            GoldenFile.Near(Doubles(theirs.SingularValues(name)), Doubles(ours.SingularValues(name)), 1e-5, name);
            // Equal up to rounding, signs included: both are canonical.
            GoldenFile.Near(theirs.ReadBasis(name), ours.ReadBasis(name), 1e-4, 1, name);
        }
    }

    [GoldenFact(GoldenFile.Family)]
    public void The_official_cache_gives_the_weights_that_its_factors_give()
    {
        using var scope = NewDisposeScope();
        GoldenFile.WriteBase(_folder.File("base"));
        using var stored = Decompose("theirs", GoldenFile.Single("official_svd_cache").Path);
        using var weights = T2L.Models.Weights.StoredWeights.Open(_folder.File("base"));
        var factors = GoldenFile.Factors();
        foreach (var matrix in stored.Manifest.Matrices)
        {
            var name = matrix.Name.Value;
            var weight = weights.Read(name, ScalarType.Float64);
            var raw = Enumerable.Range(0, (int)matrix.Rank).Select(i => Math.Sin(3 * i)).ToArray();
            var effect = EffectiveGate.Of(GateFunction.Values(SvfGate.Sigmoid, raw), stored.SingularValues(name), name);

            var gated = Reconstruction.OneSided(weight, stored.ReadBasis(name, ScalarType.Float64), matrix.Side, tensor(effect.Change()).to(ScalarType.Float64));

            Tensor Factor(string end) => factors[name + end].ToTensor(dtype: ScalarType.Float64);
            GoldenFile.Near(Reconstruction.FromFactors(Factor(".U"), Factor(".S"), Factor(".V"), tensor(effect.Z.ToArray())), gated, 1e-5, TinyBase.Size(weight), name);
        }
    }

    [GoldenFact(GoldenFile.Family)]
    public void A_cache_of_other_weights_is_refused()
    {
        TinyBase.Write(_folder.File("base"), TinyBase.Weights());
        var refusal = Assert.Throws<AdapterFormatException>(() => Decompose("out", GoldenFile.Single("official_svd_cache").Path));
        Assert.Contains("are not the decomposition of this base model's 'model.layers.0.self_attn.q_proj.weight'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(AdapterFormatError.DoesNotFit, refusal.Error);
    }

    [GoldenFact(GoldenFile.Family)]
    public void A_finished_folder_of_other_factors_is_refused_with_both_sources()
    {
        using var scope = NewDisposeScope();
        GoldenFile.WriteBase(_folder.File("base"));
        var cache = GoldenFile.Single("official_svd_cache").Path;
        Decompose("ours", null).Dispose();
        Decompose("theirs", cache).Dispose();
        Decompose("theirs", cache).Dispose(); // the same again is welcome

        var taken = Assert.Throws<AdapterFormatException>(() => Decompose("ours", cache));
        Assert.Contains($"computed from the weights; this one is to be taken from the cache {Digest.OfFile(cache)}. Name another folder.", taken.Message, StringComparison.Ordinal);
        var computed = Assert.Throws<AdapterFormatException>(() => Decompose("theirs", null));
        Assert.Contains($"taken from the cache {Digest.OfFile(cache)}; this one is to be computed from the weights.", computed.Message, StringComparison.Ordinal);
    }

    [GoldenTheory(GoldenFile.Family, "official_svd_cache")]
    [InlineData(0.002f, 1f)] // a copy whose weights moved by two per mille
    [InlineData(0f, 1.05f)] // the least singular value off by a twentieth
    public void A_cache_that_nearly_belongs_to_the_weights_is_refused(float moved, float least)
    {
        using var scope = NewDisposeScope();
        GoldenFile.WriteBase(_folder.File("base"));
        var factors = PyTorchCheckpoint.Read(GoldenFile.Single("official_svd_cache").Path).ToDictionary();
        const string Name = "model.layers.0.self_attn.q_proj.weight";
        var weight = factors[Name + ".U"].ToTensor().mul(factors[Name + ".S"].ToTensor()).matmul(factors[Name + ".V"].ToTensor().t());
        using var generator = new Generator(3);
        var noise = randn(weight.shape, generator: generator);
        var (u, s, vh) = linalg.svd(weight + (noise * (moved * weight.norm() / noise.norm())), fullMatrices: false);
        var values = s.data<float>().ToArray();
        values[^1] *= least;
        (factors[Name + ".U"], factors[Name + ".S"], factors[Name + ".V"]) = (u.contiguous().ToTensorData(), TensorData.FromFloats(values, values.Length), vh.t().contiguous().ToTensorData());
        PyTorchCheckpoint.Write(_folder.File("near.pt"), factors);

        var refusal = Assert.Throws<AdapterFormatException>(() => Decompose("out", _folder.File("near.pt")));

        Assert.Contains("a fine-tuned copy is another one", refusal.Message, StringComparison.Ordinal);
    }

    [GoldenFact(GoldenFile.Family)]
    public void A_cache_with_another_shape_or_without_a_matrix_is_refused()
    {
        GoldenFile.WriteBase(_folder.File("base"));
        var factors = PyTorchCheckpoint.Read(GoldenFile.Single("official_svd_cache").Path).ToDictionary();
        const string Key = "model.layers.1.mlp.up_proj.weight.S";
        factors[Key] = TensorData.FromFloats([2, 1], 2);
        PyTorchCheckpoint.Write(_folder.File("odd.pt"), factors);
        Assert.Equal(AdapterFormatError.ShapeMismatch, Assert.Throws<AdapterFormatException>(() => Decompose("out", _folder.File("odd.pt"))).Error);
        factors[Key] = TensorData.FromFloats([8, 7, 6, 5, 4, 3, 2, float.NaN], 8);
        PyTorchCheckpoint.Write(_folder.File("odd.pt"), factors);
        Assert.Equal(AdapterFormatError.NotFinite, Assert.Throws<AdapterFormatException>(() => Decompose("out", _folder.File("odd.pt"))).Error);
        factors.Remove(Key);
        PyTorchCheckpoint.Write(_folder.File("odd.pt"), factors);
        Assert.Equal(AdapterFormatError.MissingTensor, Assert.Throws<AdapterFormatException>(() => Decompose("out", _folder.File("odd.pt"))).Error);
        Assert.False(File.Exists(Path.Combine(_folder.File("out"), DecompositionManifest.FileName)));
    }

    private StoredDecomposition Decompose(string name, string? cache)
    {
        new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = _folder.File("base"), Output = _folder.File(name), Targets = SvfTargets.All, OfficialCache = cache });
        return StoredDecomposition.Open(_folder.File(name));
    }

    private static double[] Doubles(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), x => (double)x);
}
