using T2L.Adapters;

namespace T2L.Embedding.Onnx;

/// <summary>A constant of a graph: its description as bytes, its elements as a source.</summary>
internal sealed class OnnxConstant
{
    private readonly byte[] _head;
    private readonly TensorSource _values;

    public OnnxConstant(string name, OnnxType type, TensorSource values, IReadOnlyList<long>? shape = null)
    {
        _values = values;
        var description = new ProtobufWriter();
        foreach (var dimension in shape ?? values.Shape)
            description.Integer(1, dimension);
        description.Integer(2, (int)type);
        description.Text(8, name);
        description.LengthOf(9, values.ByteCount);
        var tensor = description.ToArray();
        var head = new ProtobufWriter();
        head.LengthOf(5, tensor.Length + values.ByteCount);
        _head = [.. head.ToArray(), .. tensor];
    }

    /// <summary>Bytes that it takes in the graph.</summary>
    public long Length => _head.Length + _values.ByteCount;

    public void WriteTo(Stream stream)
    {
        stream.Write(_head);
        _values.WriteTo(stream);
    }
}
