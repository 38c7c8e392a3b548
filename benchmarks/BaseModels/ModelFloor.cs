using T2L.Benchmarks.Probes;
using T2L.Models;
using TorchSharp;

namespace T2L.Benchmarks.BaseModels;

/// <summary>What a pass over some tokens cannot do without: every matrix read once, and its products at the speed of float32.</summary>
/// <param name="Bytes">Of the matrices, in the number format that they are kept in.</param>
/// <param name="Numbers">In the matrices.</param>
/// <remarks>Attention and the held keys and values are left out: with a few dozen tokens they are a thousandth of it.</remarks>
internal sealed record ModelFloor(double Bytes, double Numbers)
{
    public static ModelFloor Of(Transformer network)
    {
        var config = network.Config;
        double numbers = network.parameters().Sum(parameter => (double)parameter.numel());
        // Rows of the embedding are looked up; all of it is read only where it is the head too.
        if (!config.TieWordEmbeddings)
            numbers -= (double)config.VocabularySize * config.HiddenSize;
        return new ModelFloor(numbers * (network.Precision == torch.ScalarType.Float32 ? sizeof(float) : sizeof(ushort)), numbers);
    }

    /// <summary>Tokens a second at most, when so many go through the network together.</summary>
    public double TokensPerSecond(int together, Peak peak) => together / peak.Seconds(Bytes, 2 * Numbers * together);
}
