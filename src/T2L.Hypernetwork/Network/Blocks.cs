using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Network;

/// <summary>The stacks of layers that the trunk is made of. Index names inside a stack are part of the state dict's names.</summary>
internal static class Blocks
{
    public const double DropoutProbability = 0.05;

    /// <summary>D → 4D → D with SiLU after both; mixes task, layer and module. No residual, no norm.</summary>
    public static Sequential Mixer(long d, Device device) => nn.Sequential(
        ("0", Dropout()),
        ("1", nn.Linear(d, 4 * d, device: device)),
        ("2", nn.SiLU()),
        ("3", Dropout()),
        ("4", nn.Linear(4 * d, d, device: device)),
        ("5", nn.SiLU()),
        ("6", Dropout()));

    /// <summary>What a residual block adds: LayerNorm, D → 4D → D, SiLU after both.</summary>
    public static Sequential Residual(long d, Device device) => nn.Sequential(
        ("0", nn.LayerNorm(d, device: device)),
        ("1", nn.Linear(d, 4 * d, device: device)),
        ("2", nn.SiLU()),
        ("3", Dropout()),
        ("4", nn.Linear(4 * d, d, device: device)),
        ("5", nn.SiLU()),
        ("6", Dropout()));

    /// <summary>LayerNorm, D → 4D → H with SiLU after both; what the heads read.</summary>
    public static Sequential HeadInput(long d, long h, Device device) => nn.Sequential(
        ("0", nn.LayerNorm(d, device: device)),
        ("1", nn.Linear(d, 4 * d, device: device)),
        ("2", nn.SiLU()),
        ("3", Dropout()),
        ("4", nn.Linear(4 * d, h, device: device)),
        ("5", nn.SiLU()));

    /// <summary>inputs → hidden → outputs with SiLU between; the front of every task encoder but the linear one.</summary>
    public static Sequential Perceptron(long inputs, long hidden, long outputs, Device device) => nn.Sequential(
        ("0", nn.Linear(inputs, hidden, device: device)),
        ("1", nn.SiLU()),
        ("2", Dropout()),
        ("3", nn.Linear(hidden, outputs, device: device)));

    /// <summary>A table of vectors, normalised: row i is LN(table[i]).</summary>
    public static Sequential NormedTable(long rows, long width, Device device) => nn.Sequential(
        ("0", nn.Embedding(rows, width, device: device)),
        ("1", nn.LayerNorm(width, device: device)));

    private static Dropout Dropout() => nn.Dropout(DropoutProbability);
}
