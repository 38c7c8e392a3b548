using T2L.Models;
using TorchSharp;

namespace T2L.Benchmarks.Decode;

/// <summary>A model, a batch, and how far it is continued.</summary>
/// <param name="Name">In the words of a table.</param>
/// <param name="Config">A Llama model with a shared head.</param>
/// <param name="Batch">Rows decoded together.</param>
/// <param name="PromptTokens">Tokens that each row begins with.</param>
/// <param name="Tokens">Tokens that each row is continued by; the first comes from reading the prompt and is not timed.</param>
internal sealed record DecodeShape(string Name, ModelConfig Config, int Batch, int PromptTokens, int Tokens)
{
    /// <summary>Adapters that the batch mixes, case by case.</summary>
    public IReadOnlyList<int> Adapters { get; } = [.. new[] { 1, 16, 64 }.Where(count => count <= Batch)];

    /// <summary>The shapes for a device: a GPU gets a large one too.</summary>
    public static IReadOnlyList<DecodeShape> For(DeviceType device, bool smoke)
    {
        if (smoke)
            return [new DecodeShape("toy", Llama(64, 32, 64, 2, 4, 2), Batch: 16, PromptTokens: 4, Tokens: 4)];
        DecodeShape nano = new("nano", Llama(101, 128, 256, 4, 4, 4), Batch: 64, PromptTokens: 32, Tokens: 33);
        DecodeShape medium = new("medium", Llama(32000, 768, 2048, 12, 12, 4), Batch: 64, PromptTokens: 32, Tokens: 9);
        DecodeShape large = new("large", Llama(32000, 2048, 8192, 16, 32, 8), Batch: 64, PromptTokens: 128, Tokens: 65);
        return device == DeviceType.CPU ? [nano, medium] : [nano, medium with { Tokens = 65 }, large];
    }

    private static ModelConfig Llama(int vocabulary, int hidden, int intermediate, int layers, int heads, int groups) => new()
    {
        Name = "benchmark",
        VocabularySize = vocabulary,
        HiddenSize = hidden,
        IntermediateSize = intermediate,
        Layers = layers,
        Heads = heads,
        KeyValueHeads = groups,
        HeadDim = hidden / heads,
        MaxPositions = 2048,
        TieWordEmbeddings = true,
    };
}
