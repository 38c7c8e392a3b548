using T2L.Embedding.Onnx;
using T2L.Testing;
using T2L.Tokenizers.Tests.WordPiece;

namespace T2L.Embedding.Tests.Inference;

/// <summary>A hand-made encoder of 4 numbers: position 0 holds the mean of the unmasked tokens' vectors; vector of id i is [i, i², 1, −i].</summary>
internal sealed class TinyEncoder : IDisposable
{
    private const int Ids = 15;
    private readonly TemporaryDirectory _directory = new();

    public TinyEncoder()
        : this(Model())
    {
    }

    public TinyEncoder(byte[] model)
    {
        File.WriteAllBytes(_directory.File("tokenizer.json"), TinyTokenizer.Bytes());
        File.WriteAllBytes(_directory.File("model.onnx"), model);
    }

    public string Path => _directory.Path;

    /// <summary>What the model gives before scaling.</summary>
    public static double[] Mean(IReadOnlyList<int> ids) =>
        [ids.Average(), ids.Average(i => (double)i * i), 1, -ids.Average()];

    public static byte[] Model(
        bool types = true, bool half = false, string output = "last_hidden_state", string mask = "attention_mask", OnnxDimension? size = null, float first = 0)
    {
        var graph = new OnnxGraphBuilder("tiny");
        graph.Input("input_ids", OnnxType.Int64, "batch", "tokens");
        graph.Input(mask, OnnxType.Int64, "batch", "tokens");
        if (types)
            graph.Input("token_type_ids", OnnxType.Int64, "batch", "tokens");
        var rows = Enumerable.Range(0, Ids).SelectMany(i => new float[] { i == 0 ? first : i, i * i, 1, -i }).ToArray();
        var vectors = graph.Node("Gather", [graph.Constant("table", rows, Ids, 4), "input_ids"]); // [B, T, 4]
        var present = graph.Node("Cast", [mask], OnnxAttribute.Integer("to", (int)OnnxType.Float));
        var axis = graph.Constant("axis", [1L], 1);
        var sum = graph.Node("MatMul", [graph.Node("Unsqueeze", [present, axis]), vectors]); // [B, 1, 4]
        var count = graph.Node("ReduceSum", [graph.Node("Unsqueeze", [present, graph.Constant("last", [2L], 1)]), axis]);
        var mean = graph.Node("Div", [sum, count]);
        // Later positions hold something else, so that only CLS pooling gives the right answer.
        var later = graph.Node("Slice", [vectors, graph.Constant("one", [1L], 1), graph.Constant("end", [long.MaxValue], 1), axis]);
        var hidden = graph.Node("Concat", [mean, later], OnnxAttribute.Integer("axis", 1));
        graph.NodeAs(output, "Cast", [hidden], OnnxAttribute.Integer("to", (int)(half ? OnnxType.Float16 : OnnxType.Float)));
        graph.Output(output, half ? OnnxType.Float16 : OnnxType.Float, "batch", "tokens", size ?? 4);
        return graph.ToBytes();
    }

    public void Dispose() => _directory.Dispose();
}
