using System.Runtime.InteropServices;

namespace T2L.Adapters.Tests;

public class TensorDataTests
{
    [Fact]
    public void Keeps_floats_bit_for_bit()
    {
        float[] values = [0f, -0f, 1.5f, float.Epsilon, float.MaxValue, float.NegativeInfinity];
        var tensor = TensorData.FromFloats(values, 2, 3);

        Assert.Equal(MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), MemoryMarshal.AsBytes(tensor.ToFloats().AsSpan()).ToArray());
        Assert.Equal(6, tensor.ElementCount);
        Assert.Equal("F32 [2, 3]", tensor.ToString());
    }

    [Fact]
    public void Widens_every_half_exactly()
    {
        var bits = Enumerable.Range(0, 65536).Select(i => (ushort)i).ToArray();
        var floats = new TensorData(TensorDType.F16, [65536], MemoryMarshal.AsBytes(bits.AsSpan()).ToArray()).ToFloats();

        for (var i = 0; i < bits.Length; i++)
        {
            var expected = (float)BitConverter.UInt16BitsToHalf(bits[i]);
            Assert.True(float.IsNaN(expected) ? float.IsNaN(floats[i]) : BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(floats[i]), $"0x{i:x4}");
        }
    }

    [Fact]
    public void Widens_every_bfloat16_exactly()
    {
        var bits = Enumerable.Range(0, 65536).Select(i => (ushort)i).ToArray();
        var floats = new TensorData(TensorDType.BF16, [65536], MemoryMarshal.AsBytes(bits.AsSpan()).ToArray()).ToFloats();

        Assert.Equal(bits.Select(b => (uint)b << 16), floats.Select(BitConverter.SingleToUInt32Bits));
    }

    [Theory]
    [InlineData(0x3F80_0000u, 0x3F80)] // 1
    [InlineData(0x3F80_7FFFu, 0x3F80)] // just below the middle
    [InlineData(0x3F80_8000u, 0x3F80)] // the middle, down to even
    [InlineData(0x3F81_8000u, 0x3F82)] // the middle, up to even
    [InlineData(0x3F80_8001u, 0x3F81)] // just above the middle
    [InlineData(0x7F7F_FFFFu, 0x7F80)] // the largest float becomes infinite
    [InlineData(0x0000_8001u, 0x0001)] // subnormal
    [InlineData(0x7F80_0001u, 0x7FC0)] // NaN stays NaN
    [InlineData(0xFF80_0000u, 0xFF80)] // negative infinity
    public void Rounds_to_bfloat16_as_hardware_does(uint single, int expected)
    {
        var tensor = TensorData.FromFloats([BitConverter.UInt32BitsToSingle(single)], 1).To(TensorDType.BF16);
        Assert.Equal((ushort)expected, BitConverter.ToUInt16(tensor.Bytes.Span));
    }

    [Theory, InlineData(TensorDType.F64), InlineData(TensorDType.F32), InlineData(TensorDType.F16), InlineData(TensorDType.BF16)]
    public void Converts_small_numbers_through_every_type(TensorDType dtype)
    {
        float[] values = [0, 1, -2, 0.5f, 96, -0.125f, 3];
        var tensor = TensorData.FromFloats(values, 7).To(dtype);

        Assert.Equal(dtype, tensor.DType);
        Assert.Equal(7 * dtype.Size(), tensor.Bytes.Length);
        Assert.Equal(values, tensor.ToFloats());
    }

    [Fact]
    public void Widens_whole_numbers()
    {
        Assert.Equal([-1L, 5], new TensorData(TensorDType.I8, [2], new byte[] { 0xFF, 5 }).ToInt64s());
        Assert.Equal([255L, 5], new TensorData(TensorDType.U8, [2], new byte[] { 0xFF, 5 }).ToInt64s());
        Assert.Equal([1L], new TensorData(TensorDType.Bool, [1], new byte[] { 1 }).ToInt64s());
        Assert.Equal([-2L], new TensorData(TensorDType.I16, [], new byte[] { 0xFE, 0xFF }).ToInt64s());
        Assert.Equal([-2L], new TensorData(TensorDType.I32, [], new byte[] { 0xFE, 0xFF, 0xFF, 0xFF }).ToInt64s());
        Assert.Equal([long.MinValue], TensorData.FromInt64s([long.MinValue]).ToInt64s());
    }

    [Fact]
    public void Refuses_the_wrong_kind_of_numbers()
    {
        Assert.Throws<InvalidOperationException>(() => TensorData.FromInt64s([1], 1).ToFloats());
        Assert.Throws<InvalidOperationException>(() => TensorData.FromFloats([1], 1).ToInt64s());
        Assert.Throws<InvalidOperationException>(() => TensorData.FromFloats([1], 1).To(TensorDType.I64));
    }

    [Theory]
    [InlineData(3, new long[] { 1 })]
    [InlineData(4, new long[] { 2 })]
    [InlineData(4, new long[] { -1 })]
    [InlineData(0, new long[] { })]
    [InlineData(0, new long[] { long.MaxValue, long.MaxValue })]
    public void Refuses_a_shape_that_does_not_need_the_bytes(int bytes, long[] shape) =>
        Assert.Throws<ArgumentException>(() => new TensorData(TensorDType.F32, shape, new byte[bytes]));

    [Fact]
    public void Equals_another_with_equal_type_shape_and_bytes()
    {
        var tensor = TensorData.FromFloats([1, 2], 2);

        Assert.Equal(tensor, TensorData.FromFloats([1, 2], 2));
        Assert.Equal(tensor.GetHashCode(), TensorData.FromFloats([1, 2], 2).GetHashCode());
        Assert.NotEqual(tensor, TensorData.FromFloats([1, 2], 1, 2));
        Assert.NotEqual(tensor, TensorData.FromFloats([1, 3], 2));
        Assert.NotEqual(tensor, new TensorData(TensorDType.I32, [2], tensor.Bytes));
    }

    [Fact]
    public void Does_not_change_with_the_callers_shape()
    {
        long[] shape = [2];
        var tensor = TensorData.FromFloats([1, 2], shape);
        shape[0] = 9;
        Assert.Equal([2L], tensor.Shape);
    }
}
