using T2L.Adapters.Lora;
using T2L.Embedding;
using T2L.Embedding.Nano;
using T2L.Hypernetwork;
using T2L.Models;
using T2L.Testing;

namespace T2L.Worker.Tests.EndToEnd;

/// <summary>Base model, text encoder and hypernetwork that belong together, made on the spot with random weights.</summary>
internal sealed class TinyWorld : IDisposable
{
    private const int EmbeddingSize = 24;
    private readonly TemporaryDirectory _folder = new();

    public TinyWorld()
    {
        foreach (var folder in new[] { BaseModel, Encoder, Hypernetwork })
            Directory.CreateDirectory(folder);
        TinyModel.Write(BaseModel);
        WriteEncoder();
        WriteHypernetwork();
    }

    public string BaseModel => _folder.File("base");

    public string Encoder => _folder.File("encoder");

    public string Hypernetwork => _folder.File("hypernetwork");

    public void Dispose() => _folder.Dispose();

    private void WriteEncoder()
    {
        var vocabulary = WordPieceVocabulary.Train(["Write the word backwards.", "Write the word in capitals.", "Count the letters."], 300);
        var features = new NgramFeatures(vocabulary.Tokens.Count, 64, WordPieceVocabulary.FirstTokenId);
        var random = new Random(1);
        NgramEncoderModel.Save(Encoder, new NgramEncoderWeights(
            features, EmbeddingSize, Numbers(random, features.VocabularySize * EmbeddingSize), Numbers(random, 64 * EmbeddingSize), new float[features.Count]), vocabulary);
    }

    private void WriteHypernetwork()
    {
        var shape = TinyModel.Config;
        using var network = new HyperModulator(new HypernetworkConfig
        {
            TaskEmbeddingSize = EmbeddingSize,
            LatentSize = 16,
            HeadInputSize = 12,
            Layers = shape.Layers,
            Modules = [.. new[] { "q_proj", "v_proj" }.Select(name => Target(shape, name))],
            Variant = HeadVariant.L,
            HeadBias = true,
            TrainingTask = TrainingTask.Sft,
            Lora = new LoraConfig { Rank = 2, Alpha = 8, TargetModules = ["q_proj", "v_proj"], BaseModel = "tiny" },
        });
        var random = new Random(2);
        foreach (var (_, parameter) in network.named_parameters())
            parameter.bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(Numbers(random, (int)parameter.NumberOfElements).AsSpan()).ToArray();
        network.ToCheckpoint().Write(Hypernetwork);
    }

    private static TargetModule Target(ModelConfig shape, string name)
    {
        var (inFeatures, outFeatures) = shape.ProjectionShape(name);
        return new TargetModule(name, (int)inFeatures, (int)outFeatures);
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
}
