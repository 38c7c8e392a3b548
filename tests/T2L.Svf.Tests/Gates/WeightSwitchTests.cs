using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Svf.Decomposition;
using T2L.Svf.Gates;
using T2L.Testing;
using static TorchSharp.torch;

namespace T2L.Svf.Tests.Gates;

public sealed class WeightSwitchTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly StoredDecomposition _decomposition;
    private readonly Dictionary<string, TensorData> _originals = TinyBase.Weights();

    public WeightSwitchTests()
    {
        TinyBase.Write(_folder.File("base"), _originals);
        new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = _folder.File("base"), Output = _folder.File("svd") });
        _decomposition = StoredDecomposition.Open(_folder.File("svd"));
    }

    public void Dispose()
    {
        _decomposition.Dispose();
        _folder.Dispose();
    }

    [Theory, InlineData(ScalarType.Float32), InlineData(ScalarType.BFloat16)]
    public void Experts_come_and_go_without_a_trace(ScalarType precision)
    {
        using var scope = NewDisposeScope();
        var weights = Load(precision);
        var originals = Bits(weights);
        var (a, b) = (Expert(0.3f), Expert(-0.8f));
        using var swap = new WeightSwitch(weights, _decomposition);

        swap.Use(a);
        var first = Bits(weights);
        swap.Use(b);
        Assert.NotEqual(first, Bits(weights));
        swap.Use(null);
        Assert.Equal(originals, Bits(weights));
        swap.Use(a);
        Assert.Equal(first, Bits(weights));
        Assert.Equal(originals.Where(w => w.Key.Contains("self_attn", StringComparison.Ordinal)), first.Where(w => w.Key.Contains("self_attn", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_constant_expert_is_the_base_model()
    {
        using var scope = NewDisposeScope();
        var weights = Load(ScalarType.Float32);
        using var swap = new WeightSwitch(weights, _decomposition);

        swap.Use(TinyBase.Expert(_decomposition.Manifest, (_, _) => 0.1f));

        Assert.All(_originals, original => Assert.InRange(TinyBase.Distance(original.Value.ToTensor(), weights[original.Key]), 0, 1e-5));
    }

    [Fact]
    public void A_refused_expert_leaves_the_weights_as_they_were()
    {
        using var scope = NewDisposeScope();
        var weights = Load(ScalarType.Float32);
        using var swap = new WeightSwitch(weights, _decomposition);
        swap.Use(Expert(0.3f));
        var before = Bits(weights);
        var good = Expert(0.5f);
        var other = new SvfExpert(good.Manifest with { DecompositionDigest = Digest.Of("other"u8) }, good.Vectors);
        var cancelling = TinyBase.Expert(_decomposition.Manifest, (j, i) => j < 5 ? 1 : i == 0 ? -1000 : 0.01f, SvfGate.Identity);

        Assert.Equal(AdapterFormatError.OtherDecomposition, Assert.Throws<AdapterFormatException>(() => swap.Use(other)).Error);
        Assert.Equal(AdapterFormatError.EmptyGate, Assert.Throws<AdapterFormatException>(() => swap.Use(cancelling)).Error);

        Assert.Equal(before, Bits(weights));
    }

    [Fact]
    public void A_basis_that_cannot_be_read_brings_the_originals_back()
    {
        using var scope = NewDisposeScope();
        var weights = Load(ScalarType.Float32);
        var originals = Bits(weights);
        using var swap = new WeightSwitch(weights, _decomposition);
        swap.Use(Expert(0.3f));
        TinyBase.FillWithNaN(_folder.File(Path.Combine("svd", _decomposition.Manifest.Matrices[^1].FileName)));

        Assert.Equal(AdapterFormatError.NotFinite, Assert.Throws<AdapterFormatException>(() => swap.Use(Expert(0.5f))).Error);

        Assert.Equal(originals, Bits(weights));
    }

    [Fact]
    public void Refuses_a_network_without_one_of_the_matrices()
    {
        using var scope = NewDisposeScope();
        var weights = Load(ScalarType.Float32);
        weights.Remove("model.layers.1.mlp.up_proj.weight");
        Assert.Contains("The network has no 'model.layers.1.mlp.up_proj.weight' of shape [20, 8]",
            Assert.Throws<ArgumentException>(() => new WeightSwitch(weights, _decomposition)).Message, StringComparison.Ordinal);
    }

    private SvfExpert Expert(float slope) => TinyBase.Expert(_decomposition.Manifest, (j, i) => slope * (i + j));

    private Dictionary<string, Tensor> Load(ScalarType precision) => _originals.ToDictionary(w => w.Key, w => w.Value.ToTensor(dtype: precision));

    private static Dictionary<string, TensorData> Bits(Dictionary<string, Tensor> weights) => weights.ToDictionary(w => w.Key, w => w.Value.ToTensorData());
}
