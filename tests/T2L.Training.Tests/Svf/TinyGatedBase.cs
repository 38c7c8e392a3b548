using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Svf.Decomposition;
using T2L.Testing;
using T2L.Training.Data;
using static TorchSharp.torch;

namespace T2L.Training.Tests.Svf;

/// <summary>A base with random weights and biases and nano's tokenizer, decomposed: small enough to train in a test.</summary>
internal sealed class TinyGatedBase : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public TinyGatedBase(string targets = "all", bool biases = false)
    {
        Directory.CreateDirectory(Folder);
        var tokenizer = NanoTokenizer.Create(Folder);
        var config = new ModelConfig
        {
            Name = "tiny", HiddenSize = 16, IntermediateSize = 24, Layers = 2, Heads = 2, KeyValueHeads = 1, HeadDim = 8, VocabularySize = tokenizer.VocabularySize, MaxPositions = 128,
            EosTokenIds = [tokenizer.Id(NanoLayout.EndOfSequence)!.Value], AttentionBias = biases, OutputBias = biases, MlpBias = biases,
        };
        using var network = new Transformer(config);
        Randomize(network);
        LanguageModel.Save(Folder, network);
        new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = Folder, Output = Decomposition, Targets = SvfTargets.Parse(targets) });
    }

    /// <summary>The base.</summary>
    public string Folder => _folder.File("base");

    /// <summary>Its decomposition.</summary>
    public string Decomposition => _folder.File("svd");

    /// <summary>A path beside them.</summary>
    public string File(string name) => _folder.File(name);

    public void Dispose() => _folder.Dispose();

    private static void Randomize(Transformer network)
    {
        using var noGrad = no_grad();
        using var generator = new Generator(7);
        foreach (var (name, parameter) in network.named_parameters())
            if (!name.Contains("norm", StringComparison.Ordinal))
                parameter.copy_(randn(parameter.shape, generator: generator) * 0.3);
            else
                parameter.fill_(1);
    }
}
