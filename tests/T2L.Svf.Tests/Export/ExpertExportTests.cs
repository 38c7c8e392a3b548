using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Models.Weights;
using T2L.Svf.Decomposition;
using T2L.Svf.Export;
using T2L.Svf.Gates;
using T2L.Testing;
using static TorchSharp.torch;

namespace T2L.Svf.Tests.Export;

/// <summary>An expert for programs that know none: as weights, and as a LoRA.</summary>
public sealed class ExpertExportTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly StoredDecomposition _stored;

    public ExpertExportTests()
    {
        Directory.CreateDirectory(Base);
        TinyBase.Write(Base, TinyBase.Weights(), shards: 2);
        new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = Base, Output = _folder.File("svd") });
        _stored = StoredDecomposition.Open(_folder.File("svd"));
    }

    private string Base => _folder.File("base");

    public void Dispose()
    {
        _stored.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_merged_folder_has_the_gated_weights_and_everything_else_as_it_was()
    {
        using var scope = NewDisposeScope();
        var expert = Expert();
        File.WriteAllText(Path.Combine(Base, "pytorch_model.bin"), "old weights");

        MergedModel.Write(Base, expert, _stored, _folder.File("merged"));

        Assert.Equal(
            Directory.GetFiles(Base).Select(Path.GetFileName).Where(name => name != "pytorch_model.bin").Append("README.md").Order(StringComparer.Ordinal),
            Directory.GetFiles(_folder.File("merged")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using StoredWeights before = StoredWeights.Open(Base), after = StoredWeights.Open(_folder.File("merged"));
        foreach (var name in TinyBase.Weights().Keys)
        {
            var expected = expert.Vectors.ContainsKey(name) ? Gated(before, expert, name) : before.Read(name, ScalarType.Float32);
            Assert.Equal(expected.ToTensorData(), after.Read(name, ScalarType.Float32).ToTensorData());
        }
    }

    [Fact]
    public void A_merged_model_has_a_card_of_its_own_and_not_the_figures_of_its_base()
    {
        File.WriteAllText(Path.Combine(Base, "README.md"), "exact match 99 %");
        File.WriteAllText(Path.Combine(Base, "run.json"), "{}");
        var expert = Expert();

        MergedModel.Write(Base, expert, _stored, _folder.File("merged"));

        Assert.False(File.Exists(Path.Combine(_folder.File("merged"), "run.json")));
        var card = File.ReadAllText(Path.Combine(_folder.File("merged"), "README.md"));
        Assert.DoesNotContain("99 %", card, StringComparison.Ordinal);
        Assert.All(
            new[] { expert.Manifest.BaseDigest, SvfExpertFile.DigestOf(expert), _stored.Manifest.Digest },
            digest => Assert.Contains(digest.Value, card, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_written_for_another_base_model()
    {
        Directory.CreateDirectory(_folder.File("other"));
        TinyBase.Write(_folder.File("other"), TinyBase.Weights(seed: 2));

        var refusal = Assert.Throws<AdapterFormatException>(() => MergedModel.Write(_folder.File("other"), Expert(), _stored, _folder.File("merged")));

        Assert.Equal(AdapterFormatError.DoesNotFit, refusal.Error);
        Assert.False(Directory.Exists(_folder.File("merged")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void The_lora_is_the_best_of_its_rank_and_its_error_is_what_it_leaves_out(int rank)
    {
        using var scope = NewDisposeScope();
        var expert = Expert();
        using var weights = StoredWeights.Open(Base);

        var (lora, errors) = NearestLora.Of(expert, _stored, Base, rank);

        foreach (var error in errors)
        {
            var change = (Gated(weights, expert, error.Name) - weights.Read(error.Name, ScalarType.Float32)).to(ScalarType.Float64);
            var factors = lora.Modules[error.Name[..^".weight".Length]];
            var left = change - factors.B.ToTensor().to(ScalarType.Float64).matmul(factors.A.ToTensor().to(ScalarType.Float64));
            var (_, s, _) = linalg.svd(change, fullMatrices: false);
            var best = Math.Sqrt(s.data<double>().ToArray().Skip(rank).Sum(value => value * value));
            Assert.Equal(change.norm().item<double>(), error.Change, 1e-5);
            Assert.Equal(best, error.Missing, 1e-5);
            Assert.Equal(best, left.norm().item<double>(), 1e-5);
        }

        Assert.Equal(rank == 8, NearestLora.Total(errors).Relative < 1e-5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void A_rank_beyond_the_singular_values_is_refused(int rank)
    {
        var refusal = Assert.Throws<ArgumentException>(() => NearestLora.Of(Expert(), _stored, Base, rank));

        Assert.StartsWith($"The rank is {rank}; expected 1 to 8.", refusal.Message, StringComparison.Ordinal);
    }

    private SvfExpert Expert()
    {
        var random = new Random(3);
        return TinyBase.Expert(_stored.Manifest, (_, _) => (float)(random.NextDouble() * 4 - 2));
    }

    private Tensor Gated(StoredWeights weights, SvfExpert expert, string name) => Reconstruction.OneSided(
        weights.Read(name, ScalarType.Float32), _stored.ReadBasis(name), _stored.Manifest.Find(name)!.Side, tensor(EffectiveGate.Of(expert, name, _stored.SingularValues(name)).Change()));
}
