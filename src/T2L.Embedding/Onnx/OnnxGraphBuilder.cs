using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using T2L.Adapters;

namespace T2L.Embedding.Onnx;

/// <summary>Builds an ONNX model node by node and writes it as a file (IR version 8, opset 13).</summary>
/// <remarks>
/// A node's output is named by the builder and returned, so that nodes nest like a formula:
/// <c>graph.Node("Relu", [graph.Node("MatMul", ["x", weight])])</c>.
/// </remarks>
public sealed class OnnxGraphBuilder
{
    private const int IrVersion = 8, OpsetVersion = 13;
    private const int Margin = 1 << 10; // for what stands around the graph
    private readonly string _name;
    private readonly List<Action<ProtobufWriter>> _nodes = [];
    private readonly List<OnnxConstant> _constants = [];
    private readonly List<Action<ProtobufWriter>> _inputs = [];
    private readonly List<Action<ProtobufWriter>> _outputs = [];
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);

    /// <summary>An empty graph.</summary>
    /// <param name="name">Its name.</param>
    public OnnxGraphBuilder(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _name = name;
    }

    /// <summary>Declares what the model takes.</summary>
    /// <param name="name">The input's name.</param>
    /// <param name="type">Its element type.</param>
    /// <param name="shape">Its dimensions.</param>
    /// <returns><paramref name="name"/>.</returns>
    public string Input(string name, OnnxType type, params OnnxDimension[] shape)
    {
        _inputs.Add(Value(Define(name), type, shape));
        return name;
    }

    /// <summary>Declares what the model gives: a value that some node makes.</summary>
    /// <param name="name">The value's name.</param>
    /// <param name="type">Its element type.</param>
    /// <param name="shape">Its dimensions.</param>
    public void Output(string name, OnnxType type, params OnnxDimension[] shape) => _outputs.Add(Value(Known(name), type, shape));

    /// <summary>A float32 constant.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The elements, row-major.</param>
    /// <param name="shape">The dimensions; none for a scalar.</param>
    /// <returns><paramref name="name"/>.</returns>
    public string Constant(string name, ReadOnlySpan<float> values, params long[] shape) => Constant(name, OnnxType.Float, values, shape);

    /// <summary>An int64 constant.</summary>
    /// <inheritdoc cref="Constant(string, ReadOnlySpan{float}, long[])"/>
    public string Constant(string name, ReadOnlySpan<long> values, params long[] shape) => Constant(name, OnnxType.Int64, values, shape);

    /// <summary>A float16 constant.</summary>
    /// <inheritdoc cref="Constant(string, ReadOnlySpan{float}, long[])"/>
    public string Constant(string name, ReadOnlySpan<Half> values, params long[] shape) => Constant(name, OnnxType.Float16, values, shape);

    /// <summary>An int8 constant.</summary>
    /// <inheritdoc cref="Constant(string, ReadOnlySpan{float}, long[])"/>
    public string Constant(string name, ReadOnlySpan<sbyte> values, params long[] shape) => Constant(name, OnnxType.Int8, values, shape);

    /// <summary>A float32 constant that is written straight to the file and never lies in memory as a whole.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">Gives the elements.</param>
    /// <returns><paramref name="name"/>.</returns>
    /// <exception cref="ArgumentException">The elements are not float32.</exception>
    public string Constant(string name, TensorSource values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.DType != TensorDType.F32)
            throw new ArgumentException($"Constant '{name}' is {values}; expected F32.", nameof(values));
        _constants.Add(new OnnxConstant(Define(name), OnnxType.Float, values));
        return name;
    }

    /// <summary>Adds an operation.</summary>
    /// <param name="operation">Its name in the ONNX specification, for instance <c>MatMul</c>.</param>
    /// <param name="inputs">Names of inputs, constants or outputs of earlier nodes.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The name of its output.</returns>
    public string Node(string operation, IReadOnlyList<string> inputs, params OnnxAttribute[] attributes) =>
        NodeAs(string.Create(CultureInfo.InvariantCulture, $"{operation}_{_nodes.Count}"), operation, inputs, attributes);

    /// <summary>Adds an operation whose output has a given name.</summary>
    /// <param name="output">The name of its output.</param>
    /// <param name="operation">Its name in the ONNX specification.</param>
    /// <param name="inputs">Names of inputs, constants or outputs of earlier nodes.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns><paramref name="output"/>.</returns>
    public string NodeAs(string output, string operation, IReadOnlyList<string> inputs, params OnnxAttribute[] attributes)
    {
        AddNode([output], operation, inputs, attributes);
        return output;
    }

    /// <summary>Adds an operation with several outputs, for instance <c>Split</c>.</summary>
    /// <param name="operation">Its name in the ONNX specification.</param>
    /// <param name="inputs">Names of inputs, constants or outputs of earlier nodes.</param>
    /// <param name="outputs">How many outputs it has.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The names of its outputs.</returns>
    public IReadOnlyList<string> NodeWithOutputs(string operation, IReadOnlyList<string> inputs, int outputs, params OnnxAttribute[] attributes)
    {
        string[] names = [.. Enumerable.Range(0, outputs).Select(i => string.Create(CultureInfo.InvariantCulture, $"{operation}_{_nodes.Count}_{i}"))];
        AddNode(names, operation, inputs, attributes);
        return names;
    }

    /// <summary>The whole model.</summary>
    /// <returns>The bytes of an <c>.onnx</c> file.</returns>
    /// <exception cref="InvalidOperationException">No output was declared.</exception>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        WriteTo(stream);
        return stream.ToArray();
    }

    /// <summary>Writes the whole model.</summary>
    /// <param name="stream">Where to.</param>
    /// <exception cref="InvalidOperationException">No output was declared, or the model has 2 GB or more, which its format does not allow.</exception>
    public void WriteTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (_outputs.Count == 0)
            throw new InvalidOperationException($"Graph '{_name}' has no output, so nothing would be computed.");
        byte[] nodes = Section(graph =>
        {
            _nodes.ForEach(node => graph.Message(1, node));
            graph.Text(2, _name);
        });
        byte[] ends = Section(graph =>
        {
            _inputs.ForEach(value => graph.Message(11, value));
            _outputs.ForEach(value => graph.Message(12, value));
        });
        var length = nodes.Length + _constants.Sum(constant => constant.Length) + ends.Length;
        if (length > int.MaxValue - Margin)
            throw new InvalidOperationException($"Graph '{_name}' would have {length} bytes; an ONNX file ends below 2 GB.");
        stream.Write(Section(model => Head(model, length)));
        stream.Write(nodes);
        _constants.ForEach(constant => constant.WriteTo(stream));
        stream.Write(ends);
        stream.Write(Section(Opset));
    }

    private void AddNode(string[] outputs, string operation, IReadOnlyList<string> inputs, OnnxAttribute[] attributes)
    {
        ArgumentException.ThrowIfNullOrEmpty(operation);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(attributes);
        foreach (var input in inputs)
            Known(input);
        foreach (var output in outputs)
            Define(output);
        _nodes.Add(node =>
        {
            foreach (var input in inputs)
                node.Text(1, input);
            foreach (var output in outputs)
                node.Text(2, output);
            node.Text(3, outputs[0]);
            node.Text(4, operation);
            foreach (var attribute in attributes)
                node.Message(5, attribute.Write);
        });
    }

    private static byte[] Section(Action<ProtobufWriter> write)
    {
        var section = new ProtobufWriter();
        write(section);
        return section.ToArray();
    }

    private static void Head(ProtobufWriter model, long graphLength)
    {
        model.Integer(1, IrVersion);
        model.Text(2, "T2L");
        model.LengthOf(7, graphLength);
    }

    private static void Opset(ProtobufWriter model) => model.Message(8, opset =>
    {
        opset.Text(1, "");
        opset.Integer(2, OpsetVersion);
    });

    private string Constant<T>(string name, OnnxType type, ReadOnlySpan<T> values, long[] shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(shape);
        var count = shape.Aggregate(1L, (product, dimension) => checked(product * dimension));
        if (count != values.Length)
            throw new ArgumentException($"Constant '{name}' of shape [{string.Join(", ", shape)}] needs {count} elements, got {values.Length}.", nameof(values));
        // Only the bytes matter here; their type is given beside them.
        var bytes = new TensorData(TensorDType.U8, [(long)values.Length * Unsafe.SizeOf<T>()], MemoryMarshal.AsBytes(values).ToArray());
        _constants.Add(new OnnxConstant(Define(name), type, TensorSource.Of(bytes), shape));
        return name;
    }

    private static Action<ProtobufWriter> Value(string name, OnnxType type, OnnxDimension[] shape) => value =>
    {
        value.Text(1, name);
        value.Message(2, valueType => valueType.Message(1, tensor =>
        {
            tensor.Integer(1, (int)type);
            tensor.Message(2, s => Array.ForEach(shape, d => s.Message(1, dimension => WriteDimension(dimension, d))));
        }));
    };

    private static void WriteDimension(ProtobufWriter dimension, OnnxDimension value)
    {
        if (value.Value is { } number)
            dimension.Integer(1, number);
        else
            dimension.Text(2, value.Name ?? throw new ArgumentException("A dimension has neither a number nor a name."));
    }

    private string Define(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _values.Add(name) ? name : throw new ArgumentException($"Graph '{_name}' has a value '{name}' already.", nameof(name));
    }

    private string Known(string name) =>
        _values.Contains(name) ? name : throw new ArgumentException($"Graph '{_name}' has no value '{name}' yet.", nameof(name));
}
