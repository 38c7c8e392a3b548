using System.Runtime.InteropServices;
using System.Text;
using T2L.Adapters;

namespace T2L.Training.RandomModels;

/// <summary>Tensors of random numbers or of one number, made while they are written. A tensor depends on seed and name alone.</summary>
/// <param name="seed">Of the whole folder.</param>
/// <param name="made">Is told of bytes as they are made; may throw to end the work.</param>
internal sealed class RandomTensors(long seed, Action<long> made)
{
    // A piece for one thread; a multiple of four elements of any size.
    private const int PieceBytes = 1 << 20;

    private readonly Dictionary<(TensorDType, float), Array> _tables = [];

    /// <summary>Normally distributed around 0.</summary>
    public TensorSource Normal(string name, TensorDType dtype, long[] shape, float deviation)
    {
        var stream = StreamOf(name);
        return dtype switch
        {
            TensorDType.F32 => Drawn(stream, dtype, shape, Table(dtype, deviation, value => value)),
            TensorDType.BF16 => Drawn(stream, dtype, shape, Table(dtype, deviation, BFloat16)),
            TensorDType.F16 => Drawn(stream, dtype, shape, Table(dtype, deviation, value => BitConverter.HalfToUInt16Bits((Half)value))),
            _ => throw NotOffered(dtype),
        };
    }

    /// <summary>The same number everywhere.</summary>
    public TensorSource Constant(TensorDType dtype, long[] shape, float value) => dtype switch
    {
        TensorDType.F32 => Filled(dtype, shape, value),
        TensorDType.BF16 => Filled(dtype, shape, BFloat16(value)),
        TensorDType.F16 => Filled(dtype, shape, BitConverter.HalfToUInt16Bits((Half)value)),
        _ => throw NotOffered(dtype),
    };

    private TensorSource Drawn<T>(ulong stream, TensorDType dtype, long[] shape, T[] table)
        where T : unmanaged =>
        TensorSource.Of(dtype, shape, (offset, bytes) =>
        {
            FillPieces(table, stream, offset, bytes);
            made(bytes.Length);
        });

    private TensorSource Filled<T>(TensorDType dtype, long[] shape, T value)
        where T : unmanaged =>
        TensorSource.Of(dtype, shape, (_, bytes) =>
        {
            MemoryMarshal.Cast<byte, T>(bytes).Fill(value);
            made(bytes.Length);
        });

    private static unsafe void FillPieces<T>(T[] table, ulong stream, long offset, Span<byte> bytes)
        where T : unmanaged
    {
        var length = bytes.Length;
        fixed (byte* start = bytes)
        {
            var address = start; // a lambda cannot hold the fixed variable itself
            Parallel.For(0, (length + PieceBytes - 1) / PieceBytes, piece =>
            {
                var from = piece * PieceBytes;
                var target = new Span<byte>(address + from, Math.Min(PieceBytes, length - from));
                NormalNumbers.Fill<T>(table, stream, (offset + from) / sizeof(T), MemoryMarshal.Cast<byte, T>(target));
            });
        }
    }

    private T[] Table<T>(TensorDType dtype, float deviation, Func<float, T> round)
    {
        if (!_tables.TryGetValue((dtype, deviation), out var table))
            _tables[(dtype, deviation)] = table = NormalNumbers.Table(deviation, round);
        return (T[])table;
    }

    // FNV-1a over seed and name.
    private ulong StreamOf(string name)
    {
        var hash = 0xCBF2_9CE4_8422_2325UL;
        foreach (var value in BitConverter.GetBytes(seed).Concat(Encoding.UTF8.GetBytes(name)))
            hash = (hash ^ value) * 0x0000_0100_0000_01B3UL;
        return hash;
    }

    private static ushort BFloat16(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16); // to nearest, ties to even
    }

    private static ArgumentException NotOffered(TensorDType dtype) =>
        new($"Weights of {dtype.SafetensorsName()} are not offered; expected float32, bfloat16 or float16.");
}
