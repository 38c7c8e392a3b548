using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using T2L.Embedding.Onnx;

namespace T2L.Embedding.Tests.Onnx;

public class OnnxGraphBuilderTests
{
    [Fact]
    public void Matmul_add_relu()
    {
        var graph = new OnnxGraphBuilder("layer");
        graph.Input("x", OnnxType.Float, "batch", 2);
        var product = graph.Node("MatMul", ["x", graph.Constant("w", [1f, 2, 3, 4], 2, 2)]);
        graph.NodeAs("y", "Relu", [graph.Node("Add", [product, graph.Constant("b", [0f, -100], 2)])]);
        graph.Output("y", OnnxType.Float, "batch", 2);
        Assert.Equal([7f, 0, 3, 0], Floats(graph, [1, 2, 3, 0], [2, 2]));
    }

    [Fact]
    public void Gather_takes_rows_by_the_integer_attribute_axis()
    {
        var graph = IntegerGraph();
        var table = graph.Constant("table", [1f, 2, 3, 4, 5, 6], 3, 2);
        graph.NodeAs("y", "Gather", [table, "x"], OnnxAttribute.Integer("axis", 0));
        graph.Output("y", OnnxType.Float, "n", 2);
        Assert.Equal([5f, 6, 1, 2], Run<long, float>(graph, [2, 0], [2]));
    }

    [Fact]
    public void Int64_arithmetic_keeps_all_bits()
    {
        var graph = IntegerGraph();
        const long factor = 2_147_483_629, prime = 2_147_483_647;
        var product = graph.Node("Mul", ["x", graph.Constant("factor", [factor])]);
        graph.NodeAs("y", "Mod", [product, graph.Constant("prime", [prime])]);
        graph.Output("y", OnnxType.Int64, "n");
        long[] x = [1, 2, 1_000_003, prime - 1];
        Assert.Equal(x.Select(v => v * factor % prime), Run<long, long>(graph, x, [4]));
    }

    [Fact]
    public void Cumsum_reads_its_attributes()
    {
        var graph = IntegerGraph();
        graph.NodeAs("y", "CumSum", ["x", graph.Constant("axis", [0L])], OnnxAttribute.Integer("exclusive", 1), OnnxAttribute.Integer("reverse", 0));
        graph.Output("y", OnnxType.Int64, "n");
        Assert.Equal([0L, 1, 3], Run<long, long>(graph, [1, 2, 3], [3]));
    }

    [Fact]
    public void Float_integers_and_text_attributes_arrive()
    {
        var leaky = FloatGraph("n");
        leaky.NodeAs("y", "LeakyRelu", ["x"], OnnxAttribute.Float("alpha", 0.25f));
        leaky.Output("y", OnnxType.Float, "n");
        Assert.Equal([-1f, 8], Floats(leaky, [-4, 8], [2]));

        var transposed = FloatGraph("rows", "columns");
        transposed.NodeAs("y", "Transpose", ["x"], OnnxAttribute.Integers("perm", 1, 0));
        transposed.Output("y", OnnxType.Float, "columns", "rows");
        Assert.Equal([1f, 3, 2, 4], Floats(transposed, [1, 2, 3, 4], [2, 2]));

        var padded = FloatGraph("n");
        padded.NodeAs("y", "Pad", ["x", padded.Constant("pads", [1L, 1], 2)], OnnxAttribute.Text("mode", "edge"));
        padded.Output("y", OnnxType.Float, "m");
        Assert.Equal([5f, 5, 6, 6], Floats(padded, [5, 6], [2]));
    }

    [Fact]
    public void Half_constants_are_stored_in_two_bytes()
    {
        var graph = FloatGraph("n");
        var half = graph.Constant("h", [(Half)0.5f, (Half)(-2f)], 2);
        graph.NodeAs("y", "Mul", ["x", graph.Node("Cast", [half], OnnxAttribute.Integer("to", (int)OnnxType.Float))]);
        graph.Output("y", OnnxType.Float, "n");
        Assert.Equal([1f, -4], Floats(graph, [2, 2], [2]));
    }

    [Fact]
    public void Metadata_shows_names_types_and_symbolic_dimensions()
    {
        var graph = new OnnxGraphBuilder("metadata");
        graph.Input("ids", OnnxType.Int64, "batch", "tokens", 3);
        graph.NodeAs("same", "Identity", ["ids"]);
        graph.Output("same", OnnxType.Int64, "batch", "tokens", 3);
        using var session = new InferenceSession(graph.ToBytes());
        var input = session.InputMetadata["ids"];
        Assert.Equal(TensorElementType.Int64, input.ElementDataType);
        Assert.Equal([-1, -1, 3], input.Dimensions);
        Assert.Equal(["batch", "tokens", ""], input.SymbolicDimensions);
        Assert.Equal([-1, -1, 3], session.OutputMetadata["same"].Dimensions);
    }

    [Fact]
    public void The_same_graph_gives_the_same_bytes() => Assert.Equal(Small().ToBytes(), Small().ToBytes());

    [Fact]
    public void Refuses_mistakes_when_they_are_made()
    {
        var graph = FloatGraph("n");
        var unknown = Assert.Throws<ArgumentException>(() => graph.Node("Relu", ["missing"]));
        Assert.Contains("has no value 'missing' yet", unknown.Message, StringComparison.Ordinal);
        var twice = Assert.Throws<ArgumentException>(() => graph.Input("x", OnnxType.Float, "n"));
        Assert.Contains("has a value 'x' already", twice.Message, StringComparison.Ordinal);
        var tooShort = Assert.Throws<ArgumentException>(() => graph.Constant("w", [1f, 2, 3], 2, 2));
        Assert.Contains("Constant 'w' of shape [2, 2] needs 4 elements, got 3.", tooShort.Message, StringComparison.Ordinal);
        var empty = Assert.Throws<InvalidOperationException>(() => graph.ToBytes());
        Assert.Contains("has no output", empty.Message, StringComparison.Ordinal);
    }

    private static OnnxGraphBuilder Small()
    {
        var graph = FloatGraph("n");
        graph.NodeAs("y", "Relu", ["x"]);
        graph.Output("y", OnnxType.Float, "n");
        return graph;
    }

    private static OnnxGraphBuilder FloatGraph(params OnnxDimension[] shape)
    {
        var graph = new OnnxGraphBuilder("float");
        graph.Input("x", OnnxType.Float, shape);
        return graph;
    }

    private static OnnxGraphBuilder IntegerGraph()
    {
        var graph = new OnnxGraphBuilder("integer");
        graph.Input("x", OnnxType.Int64, "n");
        return graph;
    }

    private static float[] Floats(OnnxGraphBuilder graph, float[] x, long[] shape) => Run<float, float>(graph, x, shape);

    private static TOut[] Run<TIn, TOut>(OnnxGraphBuilder graph, TIn[] x, long[] shape)
        where TIn : unmanaged
        where TOut : unmanaged
    {
        using var session = new InferenceSession(graph.ToBytes());
        using var value = OrtValue.CreateTensorValueFromMemory(x, shape);
        using var options = new RunOptions();
        using var outputs = session.Run(options, new Dictionary<string, OrtValue> { ["x"] = value }, ["y"]);
        return outputs[0].GetTensorDataAsSpan<TOut>().ToArray();
    }
}
