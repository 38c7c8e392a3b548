using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Svf.Decomposition;
using T2L.Training.Svf;
using static TorchSharp.torch;

namespace T2L.Training.Tests.Svf;

public sealed class GateBankTests : IDisposable
{
    private readonly TinyGatedBase _base = new("mlp");

    [Fact]
    public void Each_expert_goes_back_to_the_numbers_that_did_best_and_the_later_of_equals()
    {
        using var scope = NewDisposeScope();
        using var stored = StoredDecomposition.Open(_base.Decomposition);
        using var network = LanguageModel.LoadNetwork(_base.Folder, ModelConfig.Load(_base.Folder));
        using var gated = new GatedNetwork(network, stored, SvfTargets.Mlp);
        using var bank = new GateBank(gated, [Filled(gated, 1), Filled(gated, 1), Filled(gated, 1)]);

        Step(bank, to: 1, 0.5, 0.5, 0.5);
        Step(bank, to: 2, 0.6, 0.4, 0.5);
        Step(bank, to: 3, 0.5, 0.3, 0.2);
        bank.UseBest();

        Assert.Equal([2f, 1f, 2f], bank.Raw().select(1, 0).detach().contiguous().data<float>().ToArray());
        Assert.Equal([0.6f, 0.5f, 0.5f], bank.BestScores());
    }

    [Fact]
    public void Gates_of_a_mix_are_begun_with_as_numbers_of_the_same_relative_gain()
    {
        using var stored = StoredDecomposition.Open(_base.Decomposition);
        var manifest = stored.Manifest;
        float[] gates = [.. Enumerable.Range(1, 16).Select(i => i / 4f)];
        var mix = new SvfExpert(
            new SvfManifest
            {
                Gate = SvfGate.Identity, BaseModel = manifest.BaseModel, BaseDigest = manifest.BaseDigest, DecompositionDigest = manifest.Digest, Origin = new SvfOrigin("mix"),
            },
            manifest.Matrices.ToDictionary(matrix => matrix.Name.Value, matrix => T2L.Adapters.TensorData.FromFloats(gates, matrix.Rank)));

        var first = FirstGates.Of(mix)[..16].Select(p => 1 / (1 + Math.Exp(-p))).ToArray();

        Assert.All(gates.Zip(first), pair => Assert.Equal(pair.First / gates[^1], pair.Second / first[^1], 1e-5));
    }

    public void Dispose() => _base.Dispose();

    private static float[] Filled(GatedNetwork gated, float value) => [.. Enumerable.Repeat(value, (int)gated.Length)];

    private static void Step(GateBank bank, float to, params double[] scores)
    {
        using (no_grad())
            foreach (var parameter in bank.parameters())
                parameter.fill_(to);
        bank.Keep(scores);
    }
}
