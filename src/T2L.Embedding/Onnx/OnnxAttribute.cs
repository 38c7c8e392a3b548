namespace T2L.Embedding.Onnx;

/// <summary>A named constant of a node, for instance the axis of a Gather.</summary>
#pragma warning disable CA1711 // ONNX's own word; it is no .NET attribute.
public sealed class OnnxAttribute
#pragma warning restore CA1711
{
    private const int FloatType = 1, IntegerType = 2, TextType = 3, IntegersType = 7;
    private readonly Action<ProtobufWriter> _writeValue;
    private readonly int _type;

    private OnnxAttribute(string name, int type, Action<ProtobufWriter> writeValue)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        _type = type;
        _writeValue = writeValue;
    }

    /// <summary>The attribute's name in the ONNX specification.</summary>
    public string Name { get; }

    /// <summary>A whole number.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The attribute.</returns>
    public static OnnxAttribute Integer(string name, long value) => new(name, IntegerType, w => w.Integer(3, value));

    /// <summary>A float32 number.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The attribute.</returns>
    public static OnnxAttribute Float(string name, float value) => new(name, FloatType, w => w.Float(2, value));

    /// <summary>A text.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The attribute.</returns>
    public static OnnxAttribute Text(string name, string value) => new(name, TextType, w => w.Text(4, value));

    /// <summary>Whole numbers.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="values">Its values.</param>
    /// <returns>The attribute.</returns>
    public static OnnxAttribute Integers(string name, params long[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(name, IntegersType, w => Array.ForEach(values, v => w.Integer(8, v)));
    }

    internal void Write(ProtobufWriter attribute)
    {
        attribute.Text(1, Name);
        _writeValue(attribute);
        attribute.Integer(20, _type);
    }
}
