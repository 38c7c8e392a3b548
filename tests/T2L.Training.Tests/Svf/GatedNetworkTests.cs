using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Svf.Decomposition;
using T2L.Svf.Gates;
using T2L.Training.Svf;
using static TorchSharp.torch;

namespace T2L.Training.Tests.Svf;

/// <summary>Gates on activations against gates in the weights: the same answers and the same gradients.</summary>
public sealed class GatedNetworkTests : IDisposable
{
    private static readonly long[] Ids = [5, 9, 17, 33, 20, 41];
    private readonly TinyGatedBase _base = new(biases: true);

    [Fact]
    public void Experts_of_a_batch_answer_as_each_does_in_the_weights()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var stored = StoredDecomposition.Open(_base.Decomposition);
        using var network = Load();
        using var gated = new GatedNetwork(network, stored, SvfTargets.All);
        var raw = new[] { Numbers(gated.Length, 1), Numbers(gated.Length, 2) };
        using var bank = new GateBank(gated, raw);

        var together = Logits(network, rows: 4, bank.ForBatch()); // [4, T, V]: two rows of each expert

        using var swap = new WeightSwitch(Weights(network), stored);
        for (var expert = 0; expert < raw.Length; expert++)
        {
            swap.Use(Expert(stored.Manifest, bank.Vectors(expert)));
            var alone = Logits(network, rows: 2, adapter: null);
            Assert.InRange((together.narrow(0, 2 * expert, 2) - alone).abs().max().item<float>(), 0, 1e-4 * alone.abs().max().item<float>());
        }
        swap.Use(null);
        Assert.True((together - Logits(network, rows: 4, adapter: null)).abs().max().item<float>() > 0.1, "the experts change nothing, so nothing was compared");
    }

    [Fact]
    public void Gradients_are_those_that_follow_from_the_weights()
    {
        using var scope = NewDisposeScope();
        using var stored = StoredDecomposition.Open(_base.Decomposition);
        using var frozen = Load();
        using var gated = new GatedNetwork(frozen, stored, SvfTargets.All);
        var raw = Numbers(gated.Length, 3);
        using var bank = new GateBank(gated, [raw]);
        (Logits(frozen, rows: 1, bank.ForBatch()) * 3).sin().sum().backward();
        var found = bank.parameters().Single().grad!;

        using var free = LanguageModel.LoadNetwork(_base.Folder, ModelConfig.Load(_base.Folder), trainable: true);
        using var swap = new WeightSwitch(Weights(free), stored);
        swap.Use(Expert(stored.Manifest, bank.Vectors(0)));
        (Logits(free, rows: 1, adapter: null) * 3).sin().sum().backward();

        var (weights, changed) = (Weights(frozen), Weights(free));
        foreach (var matrix in gated.Matrices)
        {
            var name = matrix.Matrix.Name.Value;
            var projected = GateGradient.Project(weights[name], matrix.Basis, matrix.Matrix.Side, changed[name].grad!);
            var gates = GateFunction.Values(SvfGate.Sigmoid, Doubles(raw[(int)matrix.Start..(int)(matrix.Start + matrix.Matrix.Rank)]));
            var expected = GateGradient.OfRaw(SvfGate.Sigmoid, gates, Doubles(stored.SingularValues(name).ToArray()), Doubles(projected.contiguous().data<float>().ToArray()));
            var got = found.narrow(0, matrix.Start, matrix.Matrix.Rank).data<float>().ToArray();
            Assert.All(expected.Zip(got), pair => Assert.Equal(pair.First, pair.Second, 2e-3 * Math.Max(1e-2, expected.Max(Math.Abs))));
        }
    }

    [Fact]
    public void Equal_numbers_change_nothing()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var stored = StoredDecomposition.Open(_base.Decomposition);
        using var network = Load();
        using var gated = new GatedNetwork(network, stored, SvfTargets.All);
        using var bank = new GateBank(gated, [[.. Enumerable.Repeat(0.1f, (int)gated.Length)]]);

        var plain = Logits(network, rows: 1, adapter: null);

        Assert.InRange((Logits(network, rows: 1, bank.ForBatch()) - plain).abs().max().item<float>(), 0, 1e-5 * plain.abs().max().item<float>());
    }

    public void Dispose() => _base.Dispose();

    private Transformer Load() => LanguageModel.LoadNetwork(_base.Folder, ModelConfig.Load(_base.Folder));

    private static Tensor Logits(Transformer network, int rows, IProjectionAdapter? adapter) =>
        network.Logits(network.Hidden(tensor(Ids).unsqueeze(0).expand(rows, -1).contiguous(), attentionMask: null, cache: null, adapter));

    private static Dictionary<string, Tensor> Weights(Transformer network) => network.named_parameters().ToDictionary(entry => entry.name, entry => (Tensor)entry.parameter);

    private static SvfExpert Expert(DecompositionManifest decomposition, IReadOnlyDictionary<string, TensorData> vectors) => new(new SvfManifest
    {
        BaseModel = decomposition.BaseModel, BaseDigest = decomposition.BaseDigest, DecompositionDigest = decomposition.Digest, Targets = decomposition.Targets, Origin = new SvfOrigin("test"),
    }, vectors);

    private static float[] Numbers(long length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, (int)length).Select(_ => (float)(4 * random.NextDouble() - 2))];
    }

    private static double[] Doubles(float[] values) => Array.ConvertAll(values, value => (double)value);
}
