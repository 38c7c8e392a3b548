using System.Buffers.Binary;
using System.Text;
using T2L.Adapters.PyTorch.Archives;
using T2L.Adapters.PyTorch.Pickles;

namespace T2L.Adapters.Tests.Hostile;

/// <summary>Writes pickles by hand, instruction by instruction, whether they make sense or not.</summary>
internal sealed class PickleForge
{
    private readonly List<byte> _bytes = [];

    public static PickleForge Start(byte protocol = 2) => new PickleForge().Op(PickleOpcode.Proto).Raw(protocol);

    /// <summary>A state dict with one entry whose value the rest of the chain puts on the stack.</summary>
    public static PickleForge Entry(string name = "w") => Start().Op(PickleOpcode.EmptyDict).Text(name);

    public PickleForge Op(PickleOpcode opcode) => Raw((byte)opcode);

    public PickleForge Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public PickleForge Repeat(int times, params byte[] bytes)
    {
        for (var i = 0; i < times; i++)
            _bytes.AddRange(bytes);
        return this;
    }

    public PickleForge Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return Op(PickleOpcode.BinUnicode).Int32(utf8.Length).Raw(utf8);
    }

    public PickleForge Global(string module, string name) => Op(PickleOpcode.Global).Raw(Encoding.UTF8.GetBytes($"{module}\n{name}\n"));

    public PickleForge Number(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Op(PickleOpcode.Long1).Raw(8).Raw(bytes);
    }

    public PickleForge Int32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return Raw(bytes);
    }

    public PickleForge Int64(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Raw(bytes);
    }

    public PickleForge Numbers(params long[] values)
    {
        Op(PickleOpcode.Mark);
        foreach (var value in values)
            Number(value);
        return Op(PickleOpcode.Tuple);
    }

    public PickleForge Storage(string key = "0", string type = "FloatStorage", long count = 4) =>
        Op(PickleOpcode.Mark).Text("storage").Global("torch", type).Text(key).Text("cpu").Number(count).Op(PickleOpcode.Tuple).Op(PickleOpcode.BinPersId);

    public PickleForge OrderedDict() => Global("collections", "OrderedDict").Op(PickleOpcode.EmptyTuple).Op(PickleOpcode.Reduce);

    /// <summary>A tensor over storage <paramref name="key"/>, which has four elements in every forged checkpoint.</summary>
    public PickleForge Tensor(long[] shape, long[] strides, long offset = 0, string key = "0", string type = "FloatStorage", long count = 4) =>
        Global("torch._utils", "_rebuild_tensor_v2").Op(PickleOpcode.Mark).Storage(key, type, count).Number(offset)
            .Numbers(shape).Numbers(strides).Op(PickleOpcode.NewFalse).OrderedDict().Op(PickleOpcode.Tuple).Op(PickleOpcode.Reduce);

    /// <summary>The pickle as it stands.</summary>
    public byte[] ToBytes() => [.. _bytes];

    /// <summary>Ends the pickle and wraps it as a checkpoint whose storage 0 holds the float32 numbers 1, 2, 3, 4.</summary>
    public byte[] Checkpoint() => Checkpoint(Op(PickleOpcode.Stop).ToBytes());

    /// <summary>Puts the value into the dictionary below it, ends the pickle and wraps it.</summary>
    public byte[] EntryCheckpoint() => Op(PickleOpcode.SetItem).Checkpoint();

    public static byte[] Checkpoint(byte[] pickle) => Checkpoint(pickle, TensorData.FromFloats([1, 2, 3, 4], 4));

    /// <summary>Wraps a pickle as a checkpoint with these storages.</summary>
    public static byte[] Checkpoint(byte[] pickle, params IEnumerable<TensorData> storages)
    {
        using var stream = new MemoryStream();
        using (var archive = new StoredArchiveWriter(stream))
        {
            archive.Add("model/data.pkl", pickle);
            foreach (var (index, storage) in storages.Index())
                archive.Add($"model/data/{index}", storage.Bytes.Span);
            archive.Add("model/version", "3\n"u8);
        }

        return stream.ToArray();
    }
}
