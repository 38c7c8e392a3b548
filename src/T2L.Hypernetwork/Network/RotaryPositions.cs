using static TorchSharp.torch;

namespace T2L.Hypernetwork.Network;

/// <summary>Rank positions as rotations: x⊙cos + rotate_half(x)⊙sin, angles k·10000^(−2i/D).</summary>
internal static class RotaryPositions
{
    private const double Base = 10_000;

    /// <summary>Cosines and sines, each [ranks, D/2], row-major; in float32 steps as the reference takes them.</summary>
    public static (float[] Cosines, float[] Sines) Tables(int ranks, int d)
    {
        var half = d / 2;
        var cosines = new float[ranks * half];
        var sines = new float[ranks * half];
        for (var k = 0; k < ranks; k++)
        {
            for (var i = 0; i < half; i++)
            {
                var inverseFrequency = 1.0f / MathF.Pow((float)Base, 2f * i / d);
                (sines[k * half + i], cosines[k * half + i]) = MathF.SinCos(k * inverseFrequency);
            }
        }

        return (cosines, sines);
    }

    /// <summary>Turns a copy of every row by every rank position.</summary>
    /// <param name="input">Rows, shape [..., D].</param>
    /// <param name="ranks">Number of positions r.</param>
    /// <returns>Shape [..., r, D].</returns>
    public static Tensor Apply(Tensor input, int ranks)
    {
        using var scope = NewDisposeScope();
        var d = (int)input.shape[^1];
        var (cosines, sines) = Tables(ranks, d);
        var cos = tensor(cosines, [ranks, d / 2], device: input.device);
        var sin = tensor(sines, [ranks, d / 2], device: input.device);
        var row = input.unsqueeze(-2);                                                    // [..., 1, D]
        var first = row.narrow(-1, 0, d / 2);
        var second = row.narrow(-1, d / 2, d / 2);
        return cat([first * cos - second * sin, second * cos + first * sin], -1).MoveToOuterDisposeScope();
    }
}
