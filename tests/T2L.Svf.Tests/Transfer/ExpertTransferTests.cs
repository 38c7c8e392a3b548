using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Svf.Adaptation;
using T2L.Svf.Decomposition;
using T2L.Svf.Transfer;
using T2L.Testing;

namespace T2L.Svf.Tests.Transfer;

public sealed class ExpertTransferTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Numbers_stay_in_order_and_are_bound_to_the_other_model()
    {
        using var from = Open("one", seed: 1);
        using var to = Open("two", seed: 2);
        var expert = TinyBase.Expert(from.Manifest, (matrix, i) => matrix + (0.1f * i));

        var moved = ExpertTransfer.Run(expert, "math", from.Manifest, to.Manifest);

        SvfFit.Check(moved, "moved", to.Manifest);
        Assert.Equal(expert.Vectors.Values.Select(vector => vector.ToFloats()), moved.Vectors.Values.Select(vector => vector.ToFloats()));
        Assert.Equal(("transfer", SvfExpertFile.DigestOf(expert).Value), (moved.Manifest.Origin.Method, moved.Manifest.Origin.Details["source"]));
    }

    [Fact]
    public void The_control_keeps_the_numbers_and_loses_their_order()
    {
        using var from = Open("one", seed: 1);
        using var to = Open("two", seed: 2);
        var expert = TinyBase.Expert(from.Manifest, (_, i) => i);

        var moved = ExpertTransfer.Run(expert, "math", from.Manifest, to.Manifest, shuffle: 4);

        Assert.All(moved.Vectors.Values, vector => Assert.Equal(Enumerable.Range(0, 8).Select(i => (float)i), vector.ToFloats().Order()));
        Assert.Contains(moved.Vectors.Values, vector => !vector.ToFloats().SequenceEqual(Enumerable.Range(0, 8).Select(i => (float)i)));
        Assert.Equal("4", moved.Manifest.Origin.Details["shuffle"]);
    }

    [Fact]
    public void What_the_expert_is_for_moves_with_it()
    {
        using var from = Open("one", seed: 1);
        using var to = Open("two", seed: 2);
        var expert = TinyBase.Expert(from.Manifest, (_, i) => i);
        var origin = new SvfOrigin("supervised", new Dictionary<string, string> { [DispatchLetters.LabelsDetail] = "a\nb", [DispatchSkill.CoversDetail] = "sums", ["source"] = "an earlier one" });

        var moved = ExpertTransfer.Run(new SvfExpert(expert.Manifest with { Origin = origin }, expert.Vectors), "math", from.Manifest, to.Manifest);

        Assert.Equal(["a", "b"], DispatchLetters.Of(moved.Manifest)!.Labels);
        Assert.Equal("sums", DispatchSkill.Of(moved.Manifest).Covers);
        Assert.StartsWith("sha256:", moved.Manifest.Origin.Details["source"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_is_like_itself_and_less_like_another()
    {
        using var from = Open("one", seed: 1);
        using var to = Open("two", seed: 2);
        var expert = TinyBase.Expert(from.Manifest, (_, _) => 0);

        Assert.All(ExpertTransfer.Report(expert, from, from), matrix => Assert.Equal((1.0, 1.0), (Math.Round(matrix.ValueCorrelation, 5), Math.Round(matrix.VectorCosine!.Value, 5))));
        Assert.All(ExpertTransfer.Report(expert, from, to), matrix => Assert.InRange(matrix.VectorCosine!.Value, 0, 0.9));
    }

    [Fact]
    public void Unequal_shapes_are_refused_with_what_would_fit()
    {
        using var from = Open("one", seed: 1);
        using var deeper = Open("deeper", seed: 1, layers: 3);
        var expert = TinyBase.Expert(from.Manifest, (_, _) => 0);
        var narrower = new DecompositionManifest("narrow", Digest.Of([9]), from.Manifest.Targets, from.Manifest.DType, from.Manifest.Matrices.Select(matrix => matrix with { Rows = 4 }));

        Assert.Equal("Expert 'math' gates 2 layers of 'tiny'; 'tiny' has 3. It fits models of 2 layers.", Refused(deeper.Manifest).Message);
        Assert.Contains("has 8 numbers for 'model.layers.0.mlp.gate_proj.weight'; in 'narrow' it is [4, 8] with 4 singular values", Refused(narrower).Message, StringComparison.Ordinal);
        Assert.Contains("is of 'tiny' already", Refused(from.Manifest).Message, StringComparison.Ordinal);

        AdapterFormatException Refused(DecompositionManifest to) => Assert.Throws<AdapterFormatException>(() => ExpertTransfer.Run(expert, "math", from.Manifest, to));
    }

    private StoredDecomposition Open(string name, int seed, int layers = 2)
    {
        Directory.CreateDirectory(_folder.File(name));
        TinyBase.Write(_folder.File(name), TinyBase.Weights(layers, seed), layers);
        new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = _folder.File(name), Output = _folder.File(name + "-svd") });
        return StoredDecomposition.Open(_folder.File(name + "-svd"));
    }
}
