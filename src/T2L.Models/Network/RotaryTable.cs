using static TorchSharp.torch;

namespace T2L.Models.Network;

/// <summary>Cosines and sines of rotary positions (Su et al. 2021), computed once for each position.</summary>
/// <remarks>
/// A head's halves (x₁, x₂) become (x₁·cos - x₂·sin, x₂·cos + x₁·sin). As <c>x·cos + roll(x, D/2)·sin'</c>, with the sign of the first
/// half in sin', that is three operators. The query's rows carry the scale of attention too, so that q·k comes out scaled: 1/√D or what
/// the configuration gives, and with a soft cap c also 1/c.
/// Angles are computed in float32, as the reference implementation does: at position 100,000 the rounding is visible.
/// </remarks>
internal sealed class RotaryTable(ModelConfig config, ScalarType precision, Device? device) : IDisposable
{
    private const int Rows = 4; // query cos, query sin, key cos, key sin
    private const int FirstLength = 512;

    private readonly Lock _lock = new();
    private readonly List<Tensor> _outgrown = [];
    private volatile Tensor? _table; // [positions, 4, D]
    private long _length;

    /// <summary>The rows of consecutive positions, the same for all rows of a batch.</summary>
    public Rotation Consecutive(long start, long count) =>
        Split(Covering(start + count).narrow(0, start, count).view(1, count, Rows, 1, config.HeadDim));

    /// <summary>The rows of given positions.</summary>
    /// <param name="positions">[B, T] int64.</param>
    /// <param name="limit">No position reaches this.</param>
    public Rotation At(Tensor positions, long limit) =>
        Split(Covering(limit).index_select(0, positions.reshape(-1)).view(positions.shape[0], positions.shape[1], Rows, 1, config.HeadDim));

    public void Dispose()
    {
        _table?.Dispose();
        _outgrown.ForEach(table => table.Dispose());
    }

    /// <summary>The angle by which each pair of a head turns per position, [D/2] in radians.</summary>
    internal static float[] Frequencies(ModelConfig config)
    {
        var frequencies = new float[config.HeadDim / 2];
        for (int i = 0; i < frequencies.Length; i++)
            frequencies[i] = Scale(1f / MathF.Pow((float)config.RopeTheta, 2f * i / config.HeadDim), config.RopeScaling);
        return frequencies;
    }

    private static float Scale(float frequency, RopeScaling? scaling)
    {
        if (scaling is null)
            return frequency;
        float wavelength = 2 * MathF.PI / frequency;
        float original = scaling.OriginalMaxPositions;
        float low = (float)scaling.LowFrequencyFactor, high = (float)scaling.HighFrequencyFactor, factor = (float)scaling.Factor;
        if (wavelength < original / high)
            return frequency;
        if (wavelength > original / low)
            return frequency / factor;
        float smooth = (original / wavelength - low) / (high - low);
        return (1 - smooth) * frequency / factor + smooth * frequency;
    }

    private static Rotation Split(Tensor rows) => // [B or 1, T, 4, 1, D]
        new(rows.select(2, 0), rows.select(2, 1), rows.select(2, 2), rows.select(2, 3));

    private Tensor Covering(long length)
    {
        if (_table is { } table && Volatile.Read(ref _length) >= length)
            return table;
        lock (_lock)
        {
            if (_table is null || _length < length)
                Grow(Math.Max(length, Math.Max(FirstLength, 2 * _length)));
            return _table!;
        }
    }

    private void Grow(long length)
    {
        // Another thread may be reading the old table; it is kept, and costs less than the new one.
        if (_table is { } old)
            _outgrown.Add(old);
        var values = Values(checked((int)length));
        // A table that began in inference mode could not be part of a training graph later.
        using var _ = inference_mode(false);
        _table = tensor(values, [length, Rows, config.HeadDim], dtype: precision, device: device).DetachFromDisposeScope();
        Volatile.Write(ref _length, length);
    }

    private float[] Values(int length)
    {
        float[] frequencies = Frequencies(config);
        int half = frequencies.Length, width = config.HeadDim;
        float scale = (float)(1 / (Math.Sqrt(config.QueryScalar ?? width) * (config.AttentionSoftCap ?? 1)));
        var values = new float[checked((long)length * Rows * width)];
        for (int position = 0; position < length; position++)
        {
            var row = values.AsSpan(position * Rows * width, Rows * width);
            for (int i = 0; i < width; i++)
            {
                float angle = position * frequencies[i % half];
                float cosine = MathF.Cos(angle), sine = i < half ? -MathF.Sin(angle) : MathF.Sin(angle);
                row[i] = cosine * scale;
                row[width + i] = sine * scale;
                row[2 * width + i] = cosine;
                row[3 * width + i] = sine;
            }
        }
        return values;
    }
}
