using T2L.Models;
using T2L.Svf.Decomposition;
using T2L.Svf.Gates;
using T2L.Testing;
using static TorchSharp.torch;

namespace T2L.Svf.Tests.Gates;

/// <summary>Experts in the bundled base model, from its folder to its logits.</summary>
public sealed class NanoNetworkTests
{
    [BundledFact]
    public void Constant_numbers_leave_the_answers_and_others_change_them()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryDirectory();
        using var noGradients = no_grad();
        new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = BundledFactAttribute.Base, Output = folder.File("svd") });
        using var stored = StoredDecomposition.Open(folder.File("svd"));
        using var network = LanguageModel.LoadNetwork(BundledFactAttribute.Base, ModelConfig.Load(BundledFactAttribute.Base));
        using var swap = new WeightSwitch(network.named_parameters().ToDictionary(entry => entry.name, entry => (Tensor)entry.parameter), stored);
        var plain = Logits(network);

        swap.Use(TinyBase.Expert(stored.Manifest, (_, _) => 0.1f));
        Assert.InRange(TinyBase.Distance(plain, Logits(network)), 0, 1e-4 * TinyBase.Size(plain));
        swap.Use(TinyBase.Expert(stored.Manifest, (j, i) => MathF.Sin(j + i)));
        Assert.True(TinyBase.Distance(plain, Logits(network)) > 0.1);
        swap.Use(null);
        Assert.Equal(plain.ToTensorData(), Logits(network).ToTensorData());
    }

    private static Tensor Logits(Transformer network) => network.Logits(network.Hidden(tensor(new long[] { 5, 9, 17, 33, 20, 41 }).unsqueeze(0), attentionMask: null));
}
