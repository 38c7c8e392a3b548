using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Tokenizers;

namespace T2L.Models;

/// <summary>A small model with random weights and a character tokenizer, made on the spot.</summary>
internal static class TinyModel
{
    public const string Characters = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;!?-()[]{}<>\"'";

    public static IReadOnlyList<string> SpecialTokens { get; } = ["<pad>", "<eos>", "<unk>", "<n1>", "<sep>"];

    public static ModelConfig Config { get; } = new()
    {
        Name = "tiny",
        HiddenSize = 32,
        IntermediateSize = 48,
        Layers = 2,
        Heads = 4,
        KeyValueHeads = 2,
        HeadDim = 8,
        VocabularySize = SpecialTokens.Count + Characters.Length,
        MaxPositions = 128,
        EosTokenIds = [1],
        PadTokenId = 0,
    };

    /// <summary>The small model with what makes a family: its own window, biases, caps, norms, scales and activation.</summary>
    public static ModelConfig OfFamily(string type) => type switch
    {
        "llama" => Config with { RopeScaling = new RopeScaling { Factor = 8, LowFrequencyFactor = 1, HighFrequencyFactor = 4, OriginalMaxPositions = 32 } },
        "mistral" => Config with { ModelType = type, SlidingWindow = 3 },
        "qwen2" => Config with { ModelType = type, AttentionBias = true },
        "gemma2" => Config with
        {
            ModelType = type, HeadDim = 16, SlidingWindow = 3, SlidingLayers = [true, false], AttentionSoftCap = 4, FinalSoftCap = 6, QueryScalar = 24,
            ScaleEmbeddings = true, UnitOffsetNorms = true, OutputNorms = true, Activation = Activation.GeluTanh, TieWordEmbeddings = true,
        },
        _ => throw new ArgumentException($"There is no small model of '{type}'.", nameof(type)),
    };

    /// <summary>Writes a whole model folder.</summary>
    public static void Write(string directory, ModelConfig? config = null, int seed = 1)
    {
        CharacterTokenizer.Write(directory, Characters, SpecialTokens, "<n1> $A <sep>", unknownToken: "<unk>");
        using var network = Random(config ?? Config, seed);
        LanguageModel.Save(directory, network);
    }

    /// <summary>A network whose matrices are N(0, 1/√in), and its biases N(0, 0.1).</summary>
    public static Transformer Random(ModelConfig config, int seed = 1)
    {
        var network = new Transformer(config);
        var random = new Random(seed);
        foreach (var (name, parameter) in network.named_parameters())
            if (parameter.shape is [_, var width])
                Fill(parameter, 1 / Math.Sqrt(width));
            else if (name.EndsWith(".bias", StringComparison.Ordinal))
                Fill(parameter, 0.1);
        return network;

        void Fill(TorchSharp.Modules.Parameter parameter, double size) =>
            parameter.bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(Normal(random, (int)parameter.NumberOfElements, size).AsSpan()).ToArray();
    }

    /// <summary>An adapter with random factors on these projections of every layer.</summary>
    public static LoraAdapter Adapter(
        ModelConfig config, int seed, int rank = 4, string[]? modules = null, double sizeOfB = 0.3, string baseModel = "tiny")
    {
        modules ??= ["q_proj", "v_proj"];
        var random = new Random(seed);
        var weights = new Dictionary<string, LoraWeights>();
        for (int layer = 0; layer < config.Layers; layer++)
            foreach (string module in modules)
            {
                var (inFeatures, outFeatures) = config.ProjectionShape(module);
                string block = module is "gate_proj" or "up_proj" or "down_proj" ? "mlp" : "self_attn";
                weights.Add($"model.layers.{layer}.{block}.{module}", new LoraWeights(
                    TensorData.FromFloats(Normal(random, rank * inFeatures, 1), rank, inFeatures),
                    TensorData.FromFloats(Normal(random, outFeatures * rank, sizeOfB), outFeatures, rank)));
            }
        return new LoraAdapter(new LoraConfig { Rank = rank, Alpha = 2 * rank, TargetModules = modules, BaseModel = baseModel }, weights);
    }

    private static float[] Normal(Random random, int count, double size)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = (float)(size * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return values;
    }
}
