using T2L.Benchmarks.Decode;
using T2L.Models;
using T2L.Training.Recipes;
using TorchSharp;

namespace T2L.Benchmarks.Sft;

/// <summary>Which training is measured.</summary>
/// <param name="Name">In the words of a table.</param>
/// <param name="Base">The frozen base.</param>
/// <param name="EmbeddingSize">Width of a description's embedding.</param>
/// <param name="Options">The recipe's settings; its folders are not used.</param>
internal sealed record SftShape(string Name, ModelConfig Base, int EmbeddingSize, SftOptions Options)
{
    private static readonly SftOptions Recipe = new() { BaseModel = "random", Encoder = "none", Output = "nowhere" };

    private static ModelConfig NanoBase => DecodeShape.For(DeviceType.CPU, smoke: false)[0].Config;

    /// <summary>The bundled nano models as <c>t2l train sft</c> trains them: 32 tasks with 4 examples each.</summary>
    public static SftShape Nano { get; } = new("nano", NanoBase, 256, Recipe);

    /// <summary>A toy.</summary>
    public static SftShape Toy { get; } = new("toy", NanoBase with { HiddenSize = 32, IntermediateSize = 64, Layers = 2, HeadDim = 8 }, 16, Recipe with
    {
        Hypernetwork = new HypernetworkOptions { LatentSize = 16, HeadInputSize = 32, Rank = 2 },
        TasksPerStep = 6,
        ExamplesPerTask = 2,
    });
}
