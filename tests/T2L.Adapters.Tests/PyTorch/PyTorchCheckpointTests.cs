using System.Runtime.InteropServices;
using T2L.Adapters.PyTorch;
using T2L.Adapters.PyTorch.Pickles;
using T2L.Adapters.Tests.Hostile;
using T2L.Testing;

namespace T2L.Adapters.Tests.PyTorch;

public class PyTorchCheckpointTests
{
    [Fact]
    public void Keeps_names_order_types_shapes_and_numbers_through_writing_and_reading()
    {
        using var folder = new TemporaryDirectory();
        KeyValuePair<string, TensorData>[] tensors =
        [
            new("z.last", TensorData.FromFloats([1, 2, 3, 4, 5, 6], 1, 2, 3, 1)),
            new("a.first", TensorData.FromFloats([7])),
            new("naïve 😀", TensorData.FromInt64s([long.MinValue, -1, long.MaxValue], 3)),
            new("empty", TensorData.FromFloats([], 0, 4)),
            .. Enum.GetValues<TensorDType>().Select(d => new KeyValuePair<string, TensorData>(d.ToString(), new TensorData(d, [2, 1], Enumerable.Range(0, 2 * d.Size()).Select(i => (byte)(i % 2)).ToArray()))),
        ];

        PyTorchCheckpoint.Write(folder.File("model.pt"), tensors);

        Assert.Equal(tensors, PyTorchCheckpoint.Read(folder.File("model.pt")));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    // Batches of a thousand entries, memo numbers over 255, storage names that sort as text: 0, 1, 10, 100, …
    [Theory, InlineData(0), InlineData(1), InlineData(1000), InlineData(1001), InlineData(2345)]
    public void Writes_and_reads_any_number_of_tensors(int count)
    {
        using var folder = new TemporaryDirectory();
        var tensors = Enumerable.Range(0, count).Select(i => KeyValuePair.Create($"w{i}", TensorData.FromFloats([i], 1))).ToArray();

        PyTorchCheckpoint.Write(folder.File("model.pt"), tensors);

        Assert.Equal(tensors, PyTorchCheckpoint.Read(folder.File("model.pt")));
    }

    [Fact]
    public void Writes_whole_numbers_of_every_width()
    {
        long[] counts = [1, 255, 256, 65535, 65536, 70000];
        using var folder = new TemporaryDirectory();
        var tensors = counts.Select(n => KeyValuePair.Create($"{n}", new TensorData(TensorDType.U8, [n], new byte[n]))).ToArray();

        PyTorchCheckpoint.Write(folder.File("model.pt"), tensors);

        Assert.Equal(tensors, PyTorchCheckpoint.Read(folder.File("model.pt")));
    }

    [Fact]
    public void Begins_every_tensor_at_a_multiple_of_64()
    {
        using var folder = new TemporaryDirectory();
        var tensor = TensorData.FromFloats([MathF.PI], 1);
        PyTorchCheckpoint.Write(folder.File("model.pt"), Enumerable.Range(0, 20).Select(i => KeyValuePair.Create(new string('n', i), tensor)));

        var file = File.ReadAllBytes(folder.File("model.pt"));
        var positions = Enumerable.Range(0, file.Length - 4).Where(i => file.AsSpan(i, 4).SequenceEqual(tensor.Bytes.Span)).ToArray();

        Assert.Equal(20, positions.Length);
        Assert.All(positions, p => Assert.Equal(0, p % 64));
    }

    [Fact]
    public void Refuses_to_write_a_name_twice()
    {
        using var folder = new TemporaryDirectory();
        var tensor = TensorData.FromFloats([1], 1);
        Assert.Throws<ArgumentException>(() => PyTorchCheckpoint.Write(folder.File("model.pt"), [new("a", tensor), new("a", tensor)]));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData(new long[] { 2, 2 }, new long[] { 2, 1 }, 0, new float[] { 1, 2, 3, 4 })] // as it lies
    [InlineData(new long[] { 2, 2 }, new long[] { 1, 2 }, 0, new float[] { 1, 3, 2, 4 })] // transposed
    [InlineData(new long[] { 2 }, new long[] { 2 }, 1, new float[] { 2, 4 })] // every second, from the second on
    [InlineData(new long[] { 3 }, new long[] { 0 }, 2, new float[] { 3, 3, 3 })] // expanded
    [InlineData(new long[] { 2, 3 }, new long[] { 1, 1 }, 0, new float[] { 1, 2, 3, 2, 3, 4 })] // windows that overlap
    [InlineData(new long[] { 1, 2, 1, 2 }, new long[] { 9, 1, 7, 2 }, 0, new float[] { 1, 3, 2, 4 })] // strides of length-one dimensions mean nothing
    [InlineData(new long[] { }, new long[] { }, 3, new float[] { 4 })] // scalar
    [InlineData(new long[] { 0, 2 }, new long[] { 2, 1 }, 4, new float[] { })] // empty, at the very end
    public void Reads_views_row_by_row(long[] shape, long[] strides, long offset, float[] expected)
    {
        var bytes = PickleForge.Entry().Tensor(shape, strides, offset).EntryCheckpoint();
        var tensor = Assert.Single(PyTorchCheckpoint.Read(bytes, "a.pt")).Value;
        Assert.Equal(expected, tensor.ToFloats());
        Assert.Equal(shape, tensor.Shape);
    }

    [Fact]
    public void Reads_transposed_views_of_every_width()
    {
        foreach (var dtype in new[] { TensorDType.U8, TensorDType.BF16, TensorDType.I32, TensorDType.F64 })
        {
            var storage = Enumerable.Range(0, 6 * dtype.Size()).Select(i => (byte)i).ToArray();
            var pickle = PickleForge.Entry().Tensor([3, 2], [1, 3], type: TorchStorageType.NameOf(dtype), count: 6).Raw((byte)'s', (byte)'.').ToBytes();

            var tensor = Assert.Single(PyTorchCheckpoint.Read(PickleForge.Checkpoint(pickle, new TensorData(dtype, [6], storage)), "a.pt")).Value;

            int[] order = [0, 3, 1, 4, 2, 5];
            Assert.Equal(order.SelectMany(i => storage.AsSpan(i * dtype.Size(), dtype.Size()).ToArray()), tensor.Bytes.ToArray());
        }
    }

    [Fact]
    public void Reads_tensors_that_share_a_storage()
    {
        var bytes = PickleForge.Entry("a").Tensor([4], [1]).Op(PickleOpcode.SetItem).Text("b").Tensor([2], [1], offset: 2).EntryCheckpoint();
        var tensors = PyTorchCheckpoint.Read(bytes, "a.pt").ToDictionary();
        Assert.Equal([1f, 2, 3, 4], tensors["a"].ToFloats());
        Assert.Equal([3f, 4], tensors["b"].ToFloats());
    }

    [Fact]
    public void Reads_parameters_newer_instructions_and_attributes_of_a_state_dict()
    {
        var pickle = PickleForge.Start(4).Op(PickleOpcode.Frame).Int64(0)
            .Text("collections").Text("OrderedDict").Op(PickleOpcode.StackGlobal).Op(PickleOpcode.Memoize).Op(PickleOpcode.EmptyTuple).Op(PickleOpcode.Reduce)
            .Op(PickleOpcode.Mark).Op(PickleOpcode.ShortBinUnicode).Raw(1, (byte)'w').Op(PickleOpcode.Memoize)
            .Global("torch._utils", "_rebuild_parameter").Tensor([4], [1]).Op(PickleOpcode.NewTrue)
            .Op(PickleOpcode.BinGet).Raw(0).Op(PickleOpcode.EmptyTuple).Op(PickleOpcode.Reduce).Op(PickleOpcode.Tuple3).Op(PickleOpcode.Reduce)
            .Op(PickleOpcode.SetItems)
            .Op(PickleOpcode.EmptyDict).Text("_metadata").OrderedDict().Text("").Op(PickleOpcode.EmptyDict).Text("version").Number(1).Op(PickleOpcode.SetItem).Op(PickleOpcode.SetItem).Op(PickleOpcode.SetItem)
            .Op(PickleOpcode.Build);

        var tensor = Assert.Single(PyTorchCheckpoint.Read(pickle.Checkpoint(), "a.pt"));

        Assert.Equal("w", tensor.Key);
        Assert.Equal([1f, 2, 3, 4], tensor.Value.ToFloats());
    }

    [Fact]
    public void Reads_the_marks_of_newer_versions()
    {
        var bytes = ZipForge.Checkpoint(new ForgedEntry("model/byteorder", "little"u8.ToArray()), new ForgedEntry("model/.data/serialization_id", [1])).ToBytes();
        Assert.Empty(PyTorchCheckpoint.Read(bytes, "a.pt"));
    }

    [Fact]
    public void Does_not_hold_on_to_the_file()
    {
        using var folder = new TemporaryDirectory();
        PyTorchCheckpoint.Write(folder.File("a.pt"), [new("w", TensorData.FromFloats([1, 2], 2))]);
        var tensors = PyTorchCheckpoint.Read(folder.File("a.pt"));
        File.WriteAllBytes(folder.File("a.pt"), []);
        Assert.Equal([1f, 2f], MemoryMarshal.Cast<byte, float>(tensors[0].Value.Bytes.Span).ToArray());
    }

    [Fact]
    public void Refuses_a_missing_file()
    {
        var refusal = Assert.Throws<AdapterFormatException>(() => PyTorchCheckpoint.Read("/no/such/hypermod.pt"));
        Assert.Equal(AdapterFormatError.FileMissing, refusal.Error);
        Assert.Equal("hypermod.pt: no such file: '/no/such/hypermod.pt'.", refusal.Message);
    }
}
