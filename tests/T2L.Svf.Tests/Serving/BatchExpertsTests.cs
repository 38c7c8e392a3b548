using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Models.Lora;
using T2L.Svf.Decomposition;
using T2L.Svf.Gates;
using T2L.Svf.Serving;
using T2L.Testing;
using static TorchSharp.torch;

namespace T2L.Svf.Tests.Serving;

public sealed class BatchExpertsTests : IDisposable
{
    // Biases on q, k, v: k and v are wide, so U gates what comes out of them and the bias is no part of it.
    private static readonly ModelConfig Shape = TinyModel.OfFamily("qwen2");
    private static readonly long[] Prompt = [5, 9, 17, 33, 20, 41];

    private readonly TemporaryDirectory _folder = new();
    private readonly Transformer _network;
    private readonly StoredDecomposition _stored;
    private readonly ServedDecomposition _served;

    public BatchExpertsTests()
    {
        TinyModel.Write(_folder.File("base"), Shape);
        new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = _folder.File("base"), Output = _folder.File("svd"), Targets = SvfTargets.All });
        _stored = StoredDecomposition.Open(_folder.File("svd"));
        _network = LanguageModel.LoadNetwork(_folder.File("base"), ModelConfig.Load(_folder.File("base")));
        _served = new ServedDecomposition(_stored, _network);
    }

    public void Dispose()
    {
        _served.Dispose();
        _stored.Dispose();
        _network.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("mlp", 6)]
    [InlineData("mlp", 1)]
    [InlineData("q,v", 6)]
    [InlineData("all", 6)]
    [InlineData("all", 1)]
    public void Each_row_answers_as_a_model_with_its_experts_weights(string targets, int tokens)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        SvfExpert[] experts = [Expert(1, targets), Expert(2, "mlp"), Expert(3, targets)];
        var loaded = experts.Select(expert => DeviceExpert.Load(expert, _served)).ToArray();
        SvfExpert?[] rows = [experts[0], null, experts[1], experts[2], null, experts[0]];

        using var batch = BatchExperts.For([.. rows.Select(row => row is null ? null : loaded[Array.IndexOf(experts, row)])]);
        var together = Logits(rows.Length, batch, tokens);

        for (var row = 0; row < rows.Length; row++)
            AssertClose(Merged(rows[row], null, tokens), together[row]);
        Array.ForEach(loaded, expert => expert.Dispose());
    }

    [Theory]
    [InlineData(6)]
    [InlineData(1)]
    public void Rows_without_an_expert_get_the_base_models_numbers_bit_by_bit(int tokens)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var expert = DeviceExpert.Load(Expert(1, "all"), _served);
        using var batch = BatchExperts.For([null, expert, null, null, expert]);

        var (without, with) = (Logits(5, null, tokens), Logits(5, batch, tokens));

        foreach (var row in new[] { 0, 2, 3 })
            Assert.Equal(without[row].contiguous().ToTensorData(), with[row].contiguous().ToTensorData());
        Assert.True(TinyBase.Distance(without[1], with[1]) > 0.01);
    }

    [Fact]
    public void A_row_may_have_an_expert_and_a_lora_at_once()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var expert = Expert(1, "all");
        using var loaded = DeviceExpert.Load(expert, _served);
        using var lora = DeviceAdapter.Load(TinyModel.Adapter(Shape, seed: 4, modules: ["q_proj", "v_proj", "down_proj"]), Shape);

        var both = ExpertsAndLoras.Of(BatchExperts.For([loaded, loaded, null, null]), BatchAdapters.For([lora, null, lora, null]));
        var together = Logits(4, both);
        (both as IDisposable)?.Dispose();

        AssertClose(Merged(expert, lora), together[0]);
        AssertClose(Merged(expert, null), together[1]);
        AssertClose(Merged(null, lora), together[2]);
        AssertClose(Merged(null, null), together[3]);
    }

    [Fact]
    public void An_expert_takes_its_numbers_alone_and_the_vectors_are_there_once()
    {
        using var first = DeviceExpert.Load(Expert(1, "mlp"), _served);
        var bytes = _served.Bytes;
        using var second = DeviceExpert.Load(Expert(2, "mlp"), _served);

        Assert.Equal(sizeof(float) * 3 * 32 * Shape.Layers, first.Bytes);
        Assert.Equal(sizeof(float) * 3 * 32 * 32 * Shape.Layers, bytes);
        Assert.Equal(bytes, _served.Bytes);
    }

    [Fact]
    public void A_batch_without_experts_is_none() => Assert.Null(BatchExperts.For([null, null]));

    private SvfExpert Expert(int seed, string targets)
    {
        var random = new Random(seed);
        return TinyBase.Expert(_stored.Manifest, (_, _) => (float)(random.NextDouble() * 4 - 2), targets: targets);
    }

    /// <summary>What one row gives alone with the expert written into the weights.</summary>
    private Tensor Merged(SvfExpert? expert, DeviceAdapter? lora, int tokens = 6)
    {
        using var swap = new WeightSwitch(_network.named_parameters().ToDictionary(entry => entry.name, entry => (Tensor)entry.parameter), _stored);
        swap.Use(expert);
        var logits = Logits(1, lora is null ? null : new SingleAdapter(lora), tokens);
        swap.Use(null);
        return logits[0];
    }

    private Tensor Logits(int rows, IProjectionAdapter? adapter, int tokens = 6) =>
        _network.Logits(_network.Hidden(tensor(Prompt[..tokens]).unsqueeze(0).expand(rows, tokens).contiguous(), attentionMask: null, cache: null, adapter));

    private static void AssertClose(Tensor expected, Tensor actual) => Assert.InRange(TinyBase.Distance(expected, actual), 0, 1e-5 * TinyBase.Size(expected));
}
