using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Adapters.Svf;
using T2L.Svf.Decomposition;
using T2L.Testing;
using T2L.Tokenizers.Formats;
using static TorchSharp.torch;

namespace T2L.Svf.Tests.Decomposition;

public sealed class DecomposerTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private string Base => _folder.File("base");

    private string Out => _folder.File("svd");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TensorDType.F32, 1), InlineData(TensorDType.F32, 3), InlineData(TensorDType.BF16, 1)]
    public void Writes_one_side_of_every_matrix_and_the_list(TensorDType dtype, int shards)
    {
        using var scope = NewDisposeScope();
        TinyBase.Write(Base, TinyBase.Weights(), shards: shards);

        var manifest = Run(SvfTargets.All, dtype);

        Assert.Equal(15, Directory.GetFiles(Out).Length);
        using var stored = StoredDecomposition.Open(Out);
        stored.Verify();
        Assert.Equal((manifest.Digest, dtype, "tiny", 2), (stored.Manifest.Digest, stored.Manifest.DType, stored.Manifest.BaseModel, stored.Manifest.Layers));
        foreach (var matrix in stored.Manifest.Matrices)
        {
            var basis = stored.ReadBasis(matrix.Name.Value, ScalarType.Float64);
            var one = eye(matrix.Rank, dtype: ScalarType.Float64);
            Assert.InRange(TinyBase.Distance(one, basis.t().matmul(basis)), 0, dtype == TensorDType.F32 ? 1e-5 : 2e-2);
            Assert.Equal([matrix.Side == SvfSide.V ? matrix.Columns : matrix.Rows, matrix.Rank], basis.shape);
            AssertCanonical(basis);
        }
    }

    [Fact]
    public void The_files_do_not_depend_on_shards_or_the_name_of_the_folder()
    {
        TinyBase.Write(Base, TinyBase.Weights());
        var first = Run(SvfTargets.Mlp);
        Directory.Move(Base, _folder.File("moved"));
        var again = new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = _folder.File("moved"), Output = _folder.File("other") });

        Assert.Equal(first.Digest, again.Digest);
        Assert.Equal(first.Digest, new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = _folder.File("moved"), Output = _folder.File("all"), Targets = SvfTargets.All }).DigestFor(SvfTargets.Mlp));
    }

    [Fact]
    public void A_name_that_is_given_is_the_bases_in_the_list_and_nothing_else_changes()
    {
        TinyBase.Write(Base, TinyBase.Weights());
        var first = Run(SvfTargets.Mlp);

        var named = new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = Base, BaseModelName = "acme/tiny", Output = _folder.File("named") });

        Assert.Equal(("acme/tiny", first.Digest), (named.BaseModel, named.Digest));
        using var stored = StoredDecomposition.Open(_folder.File("named"));
        Assert.Equal("acme/tiny", stored.Manifest.BaseModel);
    }

    [Fact]
    public void Goes_on_where_it_was_stopped()
    {
        TinyBase.Write(Base, TinyBase.Weights());
        var whole = new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = Base, Output = _folder.File("whole") });
        using var stop = new CancellationTokenSource();
        var progress = new Recorder(report =>
        {
            if (report.Done == 4)
                stop.Cancel();
        });

        Assert.Throws<OperationCanceledException>(() => Run(SvfTargets.Mlp, progress: progress, cancellation: stop.Token));
        Assert.False(File.Exists(Path.Combine(Out, DecompositionManifest.FileName)));
        Assert.Equal(4, Directory.GetFiles(Out).Length);
        var second = new Recorder();
        var resumed = Run(SvfTargets.Mlp, progress: second);

        Assert.Equal(whole.Digest, resumed.Digest);
        Assert.Equal([1, 2, 3, 4, 4, 4], second.Reports.Select(report => report.Kept));
        Assert.Equal((6, 6), (second.Reports[^1].Done, second.Reports[^1].Total));
    }

    [Fact]
    public void A_finished_folder_is_not_touched()
    {
        TinyBase.Write(Base, TinyBase.Weights());
        var first = Run(SvfTargets.Mlp);
        var reports = new Recorder();
        Assert.Equal(first.Digest, Run(SvfTargets.Mlp, progress: reports).Digest);
        Assert.Empty(reports.Reports);
    }

    [Theory]
    [InlineData("cut"), InlineData("changed"), InlineData("other weight")]
    public void A_file_that_is_not_whole_is_made_anew(string damage)
    {
        TinyBase.Write(Base, TinyBase.Weights());
        var first = Run(SvfTargets.Mlp);
        File.Delete(Path.Combine(Out, DecompositionManifest.FileName));
        var path = Path.Combine(Out, first.Matrices[1].FileName);
        var bytes = File.ReadAllBytes(path);
        if (damage == "changed")
            bytes[^3] ^= 1;
        File.WriteAllBytes(path, damage == "cut" ? bytes[..^8] : bytes);
        if (damage == "other weight")
            File.Copy(Path.Combine(Out, first.Matrices[0].FileName), path, overwrite: true);

        var reports = new Recorder();
        Assert.Equal(first.Digest, Run(SvfTargets.Mlp, progress: reports).Digest);
        Assert.Equal(5, reports.Reports[^1].Kept);
    }

    [Fact]
    public void Files_of_another_base_are_made_anew_and_a_finished_one_is_refused()
    {
        TinyBase.Write(Base, TinyBase.Weights());
        Run(SvfTargets.Mlp);
        Directory.Delete(Base, recursive: true);
        TinyBase.Write(Base, TinyBase.Weights(seed: 2));

        Refuses(AdapterFormatError.DoesNotFit, "holds a decomposition already: gate,up,down of 'tiny'", () => Run(SvfTargets.Mlp));
        File.Delete(Path.Combine(Out, DecompositionManifest.FileName));
        var reports = new Recorder();
        Run(SvfTargets.Mlp, progress: reports);
        Assert.Equal(0, reports.Reports[^1].Kept);
    }

    [Fact]
    public void A_finished_folder_of_other_targets_or_numbers_is_refused()
    {
        TinyBase.Write(Base, TinyBase.Weights());
        Run(SvfTargets.Mlp);
        Refuses(AdapterFormatError.DoesNotFit, "Name another folder", () => Run(SvfTargets.All));
        Refuses(AdapterFormatError.DoesNotFit, "in float32. Name another folder", () => Run(SvfTargets.Mlp, TensorDType.BF16));
    }

    [Theory]
    [InlineData(true, AdapterFormatError.ChecksumMismatch, "decompose again into the same folder")]
    [InlineData(false, AdapterFormatError.FileMissing, "no such file")]
    public void A_damaged_matrix_is_refused_when_it_is_read(bool change, AdapterFormatError error, string says)
    {
        TinyBase.Write(Base, TinyBase.Weights());
        var matrix = Run(SvfTargets.Mlp).Matrices[2];
        var path = Path.Combine(Out, matrix.FileName);
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.Delete(path);
        if (change)
            File.WriteAllBytes(path, bytes);

        using var stored = StoredDecomposition.Open(Out);
        Assert.Equal(8, stored.SingularValues(stored.Manifest.Matrices[0].Name.Value).Length);
        Refuses(error, says, () => stored.ReadBasis(matrix.Name.Value));
        Refuses(error, says, () => stored.Verify());
        Refuses(AdapterFormatError.MissingTensor, "its targets are gate,up,down", () => stored.ReadBasis("model.layers.0.self_attn.q_proj.weight"));
    }

    [Fact]
    public void A_matrix_of_other_lengths_is_refused_even_with_the_right_hash()
    {
        TinyBase.Write(Base, TinyBase.Weights());
        var manifest = Run(SvfTargets.Mlp);
        var first = manifest.Matrices[0];
        SafetensorsWriter.Write(Path.Combine(Out, first.FileName), new Dictionary<string, TensorData>
        {
            ["basis"] = TensorData.FromFloats(new float[64], 8, 8), ["singular_values"] = TensorData.FromFloats([1, 2, 3, 4, 5, 6, 7, 8], 8),
        });
        Rewrite(first);
        using (var ascending = StoredDecomposition.Open(Out))
            Refuses(AdapterFormatError.NotFinite, "descending", () => ascending.SingularValues(first.Name.Value));
        SafetensorsWriter.Write(Path.Combine(Out, first.FileName), new Dictionary<string, TensorData>
        {
            ["basis"] = TensorData.FromFloats([.. new float[63], float.NaN], 8, 8), ["singular_values"] = TensorData.FromFloats(new float[8], 8),
        });
        Rewrite(first);
        using (var poisoned = StoredDecomposition.Open(Out))
            Refuses(AdapterFormatError.NotFinite, "basis of 'model.layers.0.mlp.gate_proj.weight' holds NaN", () => poisoned.ReadBasis(first.Name.Value));
        SafetensorsWriter.Write(Path.Combine(Out, first.FileName), new Dictionary<string, TensorData> { ["basis"] = TensorData.FromFloats(new float[64], 8, 8) });
        Rewrite(first);
        using var lacking = StoredDecomposition.Open(Out);
        Refuses(AdapterFormatError.MissingTensor, "there is no singular_values", () => lacking.SingularValues(first.Name.Value));

        void Rewrite(SvfMatrix matrix) => DecompositionManifestFile.Write(Out, new DecompositionManifest("tiny", manifest.BaseDigest, manifest.Targets, manifest.DType,
            [matrix with { FileDigest = Digest.OfFile(Path.Combine(Out, matrix.FileName)) }, .. manifest.Matrices.Skip(1)]));
    }

    [Fact]
    public void Weights_that_are_not_numbers_missing_or_of_another_shape_are_refused()
    {
        const string Name = "model.layers.1.mlp.down_proj.weight";
        var weights = TinyBase.Weights();
        var numbers = weights[Name].ToFloats();
        numbers[7] = float.NaN;
        weights[Name] = TensorData.FromFloats(numbers, 8, 20);
        TinyBase.Write(Base, weights);
        Says($"'{Name}' holds NaN or infinity");

        weights[Name] = TensorData.FromFloats(numbers, 20, 8);
        TinyBase.Write(Base, weights);
        Says($"'{Name}' is [20, 8], config.json makes it [8, 20]");

        weights.Remove(Name);
        TinyBase.Write(Base, weights);
        Says($"the weights have no '{Name}'");

        void Says(string text) => Assert.Contains(text, Assert.Throws<ModelFormatException>(() => Run(SvfTargets.Mlp)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_whole_numbers_or_in_two_shards_are_refused()
    {
        const string Name = "model.layers.0.mlp.up_proj.weight";
        var weights = TinyBase.Weights();
        weights[Name] = TensorData.FromInt64s(new long[160], 20, 8);
        TinyBase.Write(Base, weights);
        Assert.Equal(ModelFormatError.WrongDType, Assert.Throws<ModelFormatException>(() => Run(SvfTargets.Mlp)).Error);

        File.Delete(Path.Combine(Base, "model.safetensors"));
        TinyBase.Write(Base, TinyBase.Weights(), shards: 2);
        SafetensorsWriter.Write(Path.Combine(Base, "model-00002-of-00002.safetensors"), TinyBase.Weights());
        var refusal = Assert.Throws<ModelFormatException>(() => Run(SvfTargets.Mlp));
        Assert.Contains("is in an earlier shard too", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_in_half_precision_are_decomposed_too()
    {
        using var scope = NewDisposeScope();
        TinyBase.Write(Base, TinyBase.Weights().ToDictionary(weight => weight.Key, weight => weight.Value.To(TensorDType.BF16)));
        Run(SvfTargets.All);
        using var stored = StoredDecomposition.Open(Out);
        using var weights = T2L.Models.Weights.StoredWeights.Open(Base);
        foreach (var matrix in stored.Manifest.Matrices)
        {
            var expected = linalg.svdvals(weights.Read(matrix.Name.Value, ScalarType.Float64));
            Assert.InRange(TinyBase.Distance(expected, tensor(stored.SingularValues(matrix.Name.Value).ToArray())), 0, 1e-6 * TinyBase.Size(expected));
        }
    }

    private DecompositionManifest Run(IReadOnlyList<string> targets, TensorDType dtype = TensorDType.F32, IProgress<DecompositionProgress>? progress = null, CancellationToken cancellation = default) =>
        new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = Base, Output = Out, Targets = targets, DType = dtype }, progress, cancellation);

    private static void AssertCanonical(Tensor basis)
    {
        var places = basis.abs().argmax(0).unsqueeze(0);
        Assert.True((basis.gather(0, places) > 0).all().item<bool>());
    }

    private static void Refuses(AdapterFormatError error, string says, Action act)
    {
        var refusal = Assert.Throws<AdapterFormatException>(act);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(error, refusal.Error);
    }

    private sealed class Recorder(Action<DecompositionProgress>? then = null) : IProgress<DecompositionProgress>
    {
        public List<DecompositionProgress> Reports { get; } = [];

        public void Report(DecompositionProgress value)
        {
            Reports.Add(value);
            then?.Invoke(value);
        }
    }
}
