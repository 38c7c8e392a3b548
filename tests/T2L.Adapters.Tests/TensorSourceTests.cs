using T2L.Adapters.PyTorch;
using T2L.Adapters.Safetensors;
using T2L.Adapters.Storage;
using T2L.Testing;

namespace T2L.Adapters.Tests;

public sealed class TensorSourceTests : IDisposable
{
    // Three portions and a bit: every buffer is used twice, and the last one not whole.
    private const long Length = (3L * PortionWriter.PortionBytes) + 5;
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void A_tensor_made_in_portions_is_the_tensor_in_memory()
    {
        var bytes = new byte[Length];
        Fill(0, bytes);
        var inMemory = new TensorData(TensorDType.U8, [Length], bytes);

        SafetensorsWriter.WriteStreaming(_directory.File("made.safetensors"), [new("x", Made()), new("y", TensorSource.Of(inMemory))]);
        PyTorchCheckpoint.WriteStreaming(_directory.File("made.pt"), [new("x", Made())]);

        using (var file = SafetensorsFile.Open(_directory.File("made.safetensors")))
        {
            Assert.True(file.Span("x").SequenceEqual(bytes));
            Assert.True(file.Span("y").SequenceEqual(bytes));
        }
        // The reader compares the checksums of the archive.
        Assert.Equal(inMemory, Assert.Single(PyTorchCheckpoint.Read(_directory.File("made.pt"))).Value);
    }

    [Fact]
    public void Portions_come_once_each_in_ascending_order()
    {
        var portions = new List<(long, int)>();
        var source = TensorSource.Of(TensorDType.U8, [Length], (offset, bytes) => portions.Add((offset, bytes.Length)));
        source.WriteTo(Stream.Null);
        const int size = PortionWriter.PortionBytes;
        Assert.Equal([(0, size), (size, size), (2L * size, size), (3L * size, 5)], portions);
    }

    [Fact]
    public void A_failure_while_making_leaves_no_file()
    {
        var source = TensorSource.Of(TensorDType.U8, [Length], (offset, _) =>
        {
            if (offset > PortionWriter.PortionBytes)
                throw new InvalidOperationException("enough");
        });
        var failure = Assert.Throws<InvalidOperationException>(() => SafetensorsWriter.WriteStreaming(_directory.File("x.safetensors"), [new("x", source)]));
        Assert.Equal("enough", failure.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void Refuses_a_shape_that_no_tensor_has() =>
        Assert.Throws<ArgumentException>(() => TensorSource.Of(TensorDType.F32, [-1], (_, _) => { }));

    public void Dispose() => _directory.Dispose();

    private static TensorSource Made() => TensorSource.Of(TensorDType.U8, [Length], Fill);

    private static void Fill(long offset, Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)((offset + i) * 2654435761 >> 13);
    }
}
