using static TorchSharp.torch;

namespace T2L.Models.Network;

public sealed class RotaryTableTests
{
    private static readonly ModelConfig Plain = TinyModel.Config with { HeadDim = 4, RopeTheta = 100 };

    [Fact]
    public void Frequencies_fall_with_the_power_of_theta() =>
        // theta^(-2i/D) = 100^0, 100^(-1/2)
        Assert.Equal([1f, 0.1f], RotaryTable.Frequencies(Plain));

    [Fact]
    public void Llama3_scaling_keeps_short_waves_slows_long_ones_and_joins_them()
    {
        // Wavelengths 2π, 62.8, 628, 6283 with 512 original positions, bounds 512/4 = 128 and 512/1 = 512.
        var config = TinyModel.Config with
        {
            HeadDim = 8,
            RopeTheta = 10_000,
            RopeScaling = new RopeScaling { Factor = 8, LowFrequencyFactor = 1, HighFrequencyFactor = 4, OriginalMaxPositions = 512 },
        };
        Assert.Equal([1f, 0.1f, 0.01f / 8, 0.001f / 8], RotaryTable.Frequencies(config), (a, b) => MathF.Abs(a - b) < 1e-9f);

        // Wavelength 200π = 628.3 between 512 and 2048: smooth = (2048/628.3 - 1)/3 = 0.753166, 0.01·(0.246834/8 + 0.753166).
        var wider = config with { RopeScaling = config.RopeScaling with { OriginalMaxPositions = 2048 } };
        Assert.Equal(0.0078402f, RotaryTable.Frequencies(wider)[2], 1e-7f);
    }

    [Fact]
    public void A_key_turns_by_its_position_and_a_query_is_scaled_too()
    {
        using var scope = NewDisposeScope();
        using var table = new RotaryTable(Plain, ScalarType.Float32, null);
        var x = tensor(new[] { 1f, 2f, 3f, 4f }, [1, 1, 1, 4]);
        // Pairs are (x0, x2) and (x1, x3); at position 2 they turn by 2·1 and 2·0.1.
        float[] expected =
        [
            1 * MathF.Cos(2) - 3 * MathF.Sin(2),
            2 * MathF.Cos(0.2f) - 4 * MathF.Sin(0.2f),
            3 * MathF.Cos(2) + 1 * MathF.Sin(2),
            4 * MathF.Cos(0.2f) + 2 * MathF.Sin(0.2f),
        ];

        var rotation = table.Consecutive(2, 1);

        Assert.Equal(expected, rotation.Key(x).data<float>().ToArray(), (a, b) => MathF.Abs(a - b) < 1e-6f);
        Assert.Equal(expected, (rotation.Query(x) * 2).data<float>().ToArray(), (a, b) => MathF.Abs(a - b) < 1e-6f); // √D = 2
    }

    [Fact]
    public void A_table_that_grows_keeps_its_numbers()
    {
        using var scope = NewDisposeScope();
        using var table = new RotaryTable(Plain, ScalarType.Float32, null);
        var before = table.Consecutive(0, 4).KeyCos.clone();

        var far = table.Consecutive(5000, 1);

        Assert.Equal(MathF.Cos(5000), far.KeyCos[0, 0, 0, 0].item<float>(), 1e-6f);
        Assert.True(before.allclose(table.Consecutive(0, 4).KeyCos, 0, 0));
        Assert.True(before.allclose(table.At(arange(4, dtype: ScalarType.Int64).view(1, 4), 4).KeyCos, 0, 0));
    }
}
