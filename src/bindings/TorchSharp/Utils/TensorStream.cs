using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Tensors in a binary stream: element type, shape, bytes.</summary>
internal static class TensorStream
{
    public static void Write(BinaryWriter writer, Tensor tensor)
    {
        using var onHost = tensor.cpu();
        using var plain = onHost.contiguous();
        writer.Write((sbyte)plain.dtype);
        writer.Write(plain.shape.Length);
        foreach (var size in plain.shape) writer.Write(size);
        writer.Write(plain.bytes);
    }

    /// <summary>Fills a tensor; the stream must hold one of the same element type and shape.</summary>
    public static void ReadInto(BinaryReader reader, Tensor tensor)
    {
        var (dtype, rank) = ((ScalarType)reader.ReadSByte(), reader.ReadInt32());
        var expected = tensor.shape;
        if (dtype != tensor.dtype || rank != expected.Length)
            throw new InvalidDataException($"The stream holds a {dtype} tensor of {rank} dimensions; expected {tensor.dtype} of {expected.Length}.");
        foreach (var size in expected)
            if (reader.ReadInt64() is var found && found != size)
                throw new InvalidDataException($"The stream holds a tensor with a dimension of {found}; expected [{string.Join(", ", expected)}].");
        using var noGrad = no_grad();
        using var plain = empty(expected, dtype, CPU);
        reader.BaseStream.ReadExactly(plain.bytes);
        tensor.copy_(plain);
    }
}
