using T2L.Embedding.Onnx;

namespace OnnxRuntime.Tests;

/// <summary>Small models with known answers.</summary>
internal static class Models
{
    /// <summary>y = relu(x · w + b) with x [batch, 2], w = [[1, -1, 2], [0.5, 3, -1]], b = [0.5, 0, -4].</summary>
    public static byte[] Layer()
    {
        var graph = new OnnxGraphBuilder("layer");
        graph.Input("x", OnnxType.Float, "batch", 2);
        var weight = graph.Constant("w", [1f, -1, 2, 0.5f, 3, -1], 2, 3);
        var bias = graph.Constant("b", [0.5f, 0, -4], 3);
        graph.NodeAs("y", "Relu", [graph.Node("Add", [graph.Node("MatMul", ["x", weight]), bias])]);
        graph.Output("y", OnnxType.Float, "batch", 3);
        return graph.ToBytes();
    }

    /// <summary>sum = a + b and product = a * b, int64 [n].</summary>
    public static byte[] TwoOutputs()
    {
        var graph = new OnnxGraphBuilder("two_outputs");
        graph.Input("a", OnnxType.Int64, "n");
        graph.Input("b", OnnxType.Int64, "n");
        graph.NodeAs("sum", "Add", ["a", "b"]);
        graph.NodeAs("product", "Mul", ["a", "b"]);
        graph.Output("sum", OnnxType.Int64, "n");
        graph.Output("product", OnnxType.Int64, "n");
        return graph.ToBytes();
    }

    /// <summary>half = float16(x), positive = x &gt; 0, for x float [n].</summary>
    public static byte[] OtherTypes()
    {
        var graph = new OnnxGraphBuilder("other_types");
        graph.Input("x", OnnxType.Float, "n");
        graph.NodeAs("half", "Cast", ["x"], OnnxAttribute.Integer("to", (int)OnnxType.Float16));
        graph.NodeAs("positive", "Greater", ["x", graph.Constant("zero", [0f])]);
        graph.Output("half", OnnxType.Float16, "n");
        graph.Output("positive", OnnxType.Bool, "n");
        return graph.ToBytes();
    }
}
