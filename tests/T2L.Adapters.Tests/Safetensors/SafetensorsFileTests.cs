using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using T2L.Adapters.Safetensors;
using T2L.Testing;

namespace T2L.Adapters.Tests.Safetensors;

public class SafetensorsFileTests
{
    [Fact]
    public void Gives_span_copy_and_address_of_a_mapped_tensor()
    {
        using var folder = new TemporaryDirectory();
        var tensor = TensorData.FromFloats([1, 2, 3], 3);
        SafetensorsWriter.Write(folder.File("a.safetensors"), [new("w", tensor), new("v", TensorData.FromFloats([9], 1))]);
        using var file = SafetensorsFile.Open(folder.File("a.safetensors"));

        Assert.Equal(tensor, file.Read("w"));
        Assert.Equal([1f, 2f, 3f], MemoryMarshal.Cast<byte, float>(file.Span("w")).ToArray());
        Assert.Equal(3f, Marshal.PtrToStructure<float>(file.Address("w") + 8));
        Assert.Equal((12L, 3L), (file.Tensors["w"].Length, file.Tensors["w"].ElementCount));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Copies_part_of_a_tensor_and_nothing_beside_it(bool fromFile)
    {
        using var folder = new TemporaryDirectory();
        SafetensorsWriter.Write(folder.File("a.safetensors"), [new("v", TensorData.FromFloats([9], 1)), new("w", TensorData.FromFloats([1, 2, 3], 3))]);
        using var file = fromFile ? SafetensorsFile.Open(folder.File("a.safetensors"))
            : SafetensorsFile.FromBytes(File.ReadAllBytes(folder.File("a.safetensors")), "a.safetensors");
        var target = new float[2];

        file.CopyTo("w", 4, MemoryMarshal.AsBytes(target.AsSpan()));

        Assert.Equal([2f, 3f], target);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.CopyTo("w", 5, MemoryMarshal.AsBytes(target.AsSpan())));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.CopyTo("w", -1, new byte[1]));
        Assert.Equal(AdapterFormatError.MissingTensor, Assert.Throws<AdapterFormatException>(() => file.CopyTo("u", 0, [])).Error);
    }

    [Fact]
    public void Refuses_to_copy_from_a_file_that_was_shortened_meanwhile()
    {
        using var folder = new TemporaryDirectory();
        SafetensorsWriter.Write(folder.File("a.safetensors"), [new("w", TensorData.FromFloats(new float[4096], 4096))]);
        using var file = SafetensorsFile.Open(folder.File("a.safetensors"));
        using (var handle = File.OpenHandle(folder.File("a.safetensors"), FileMode.Open, FileAccess.Write))
            RandomAccess.SetLength(handle, 1000);

        var refusal = Assert.Throws<AdapterFormatException>(() => file.CopyTo("w", 0, new byte[4 * 4096]));

        Assert.Equal(AdapterFormatError.FileUnreadable, refusal.Error);
        Assert.Contains("'w' cannot be read: the file was shortened while it was read.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reaches_tensors_beyond_four_gigabytes_without_reading_them()
    {
        using var folder = new TemporaryDirectory();
        var path = folder.File("big.safetensors");
        const long Big = 5L << 30;
        WriteSparse(path, $$$"""{"big":{"dtype":"U8","shape":[{{{Big}}}],"data_offsets":[0,{{{Big}}}]},"last":{"dtype":"U8","shape":[2],"data_offsets":[{{{Big}}},{{{Big + 2}}}]}}""", Big, [7, 8]);

        using var file = SafetensorsFile.Open(path);

        Assert.Equal(Big, file.Tensors["big"].Length);
        Assert.Equal([(byte)7, (byte)8], file.Span("last").ToArray());
        Assert.Equal(Big, file.Address("last") - file.Address("big"));
        var refusal = Assert.Throws<AdapterFormatException>(() => file.Span("big").Length);
        Assert.Equal(AdapterFormatError.FileTooLarge, refusal.Error);
        Assert.Equal("big.safetensors: 'big' has 5368709120 bytes; at most 2147483591 can be read in one piece.", refusal.Message);
    }

    [Fact]
    public void Says_which_tensor_is_not_there()
    {
        using var file = SafetensorsFile.FromBytes(SafetensorsWriter.ToBytes([new("a", TensorData.FromFloats([1], 1))]), "m.safetensors");
        var refusal = Assert.Throws<AdapterFormatException>(() => file.Read("b"));
        Assert.Equal(AdapterFormatError.MissingTensor, refusal.Error);
        Assert.Equal(("m.safetensors: there is no tensor 'b' among the 1 in the file.", "b"), (refusal.Message, refusal.Tensor));
    }

    [Fact]
    public void Refuses_access_once_disposed()
    {
        var file = SafetensorsFile.FromBytes(SafetensorsWriter.ToBytes([new("a", TensorData.FromFloats([1], 1))]), "a");
        file.Dispose();
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.Span("a").Length);
        Assert.Throws<ObjectDisposedException>(() => file.Address("a"));
    }

    [Fact]
    public void Refuses_a_missing_file_and_a_directory()
    {
        using var folder = new TemporaryDirectory();
        var missing = Assert.Throws<AdapterFormatException>(() => SafetensorsFile.Open(folder.File("no/such.safetensors")));
        Assert.Equal(AdapterFormatError.FileMissing, missing.Error);
        Assert.Equal($"such.safetensors: no such file: '{folder.File("no/such.safetensors")}'.", missing.Message);
        var directory = Assert.Throws<AdapterFormatException>(() => SafetensorsFile.Open(folder.Path));
        Assert.Equal(AdapterFormatError.FileUnreadable, directory.Error);
    }

    [Fact]
    public void Lets_a_file_be_deleted_or_replaced_while_it_is_open()
    {
        using var folder = new TemporaryDirectory();
        var path = folder.File("a.safetensors");
        SafetensorsWriter.Write(path, [new("a", TensorData.FromFloats([1], 1))]);
        using var file = SafetensorsFile.Open(path);

        SafetensorsWriter.Write(path, [new("a", TensorData.FromFloats([2], 1))]);

        Assert.Equal([1f], file.Read("a").ToFloats());
    }

    private static void WriteSparse(string path, string header, long gap, byte[] last)
    {
        using var stream = File.Create(path);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(Encoding.ASCII.GetBytes(header));
        stream.SetLength(stream.Position + gap + last.Length);
        stream.Position += gap;
        stream.Write(last);
    }
}
