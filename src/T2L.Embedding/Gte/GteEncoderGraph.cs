using T2L.Adapters;
using T2L.Embedding.Onnx;

namespace T2L.Embedding.Gte;

/// <summary>An encoder of the gte-v1.5 family as an ONNX graph. Letters as in <see cref="GteEncoderShape"/>; B texts, T tokens.</summary>
/// <remarks>
/// x = LN(word + type); then in each layer x = LN(x + attention(x)) and x = LN(x + down(gelu(gate(x)) · up(x))). LayerNorm and GELU
/// are spelled out in the operations that exporters write; ONNX Runtime fuses them again.
/// </remarks>
internal sealed class GteEncoderGraph
{
    private const string Ids = "input_ids", Mask = "attention_mask", Types = "token_type_ids", Hidden = "last_hidden_state";
    private readonly OnnxGraphBuilder _graph = new("gte_encoder");
    private readonly GteEncoderShape _shape;

    public GteEncoderGraph(GteEncoderShape shape, Func<string, long[], TensorSource> weights)
    {
        _shape = shape;
        foreach (var input in new[] { Ids, Mask, Types })
            _graph.Input(input, OnnxType.Int64, "batch", "tokens");
        foreach (var (name, size) in shape.Weights())
            _graph.Constant(name, weights(name, size));
        Constants();
        var (cos, sin) = Rotation();
        var blocked = Blocked();
        var x = Embed();                                                      // [B, T, E]
        for (var layer = 0; layer < shape.Layers; layer++)
            x = Layer(GteEncoderShape.LayerName(layer), x, cos, sin, blocked);
        _graph.NodeAs(Hidden, "Identity", [x]);
        _graph.Output(Hidden, OnnxType.Float, "batch", "tokens", (long)shape.HiddenSize);
    }

    public void WriteTo(Stream stream) => _graph.WriteTo(stream);

    private void Constants()
    {
        _graph.Constant("eps", [(float)_shape.LayerNormEps]);
        _graph.Constant("half", [0.5f]);
        _graph.Constant("one", [1f]);
        _graph.Constant("two", [2f]);
        _graph.Constant("root_two", [MathF.Sqrt(2)]);
        _graph.Constant("root_head", [MathF.Sqrt(_shape.HeadSize)]);
        _graph.Constant("lowest", [float.MinValue]);
        _graph.Constant("heads", [0L, 0, _shape.Heads, _shape.HeadSize], 4);
        _graph.Constant("joined", [0L, 0, _shape.HiddenSize], 3);
    }

    private string Embed()
    {
        var words = _graph.Node("Gather", ["embeddings.word_embeddings.weight", Ids]);
        var types = _graph.Node("Gather", ["embeddings.token_type_embeddings.weight", Types]);
        return Norm("embeddings.LayerNorm", Add(words, types));
    }

    // cos and sin of position · frequency, [T, 1, D]: the same for both halves of a head.
    private (string Cos, string Sin) Rotation()
    {
        var length = _graph.Node("Gather", [_graph.Node("Shape", [Ids]), _graph.Constant("tokens_axis", [1L])]);
        var positions = _graph.Node("Range", [_graph.Constant("first", [0L]), length, _graph.Constant("step", [1L])]);
        var column = _graph.Node("Unsqueeze", [_graph.Node("Cast", [positions], ToFloat), _graph.Constant("column", [1L], 1)]); // [T, 1]
        var frequencies = _shape.RotaryFrequencies();
        var angles = _graph.Node("Mul", [column, _graph.Constant("frequencies", frequencies, 1, frequencies.Length)]);          // [T, D/2]
        var both = _graph.Node("Concat", [angles, angles], OnnxAttribute.Integer("axis", -1));
        var forHeads = _graph.Node("Unsqueeze", [both, _graph.Constant("head_axis", [1L], 1)]);
        return (_graph.Node("Cos", [forHeads]), _graph.Node("Sin", [forHeads]));
    }

    // Added to scores, [B, 1, 1, T]: 0 where a token is, the lowest number where padding is.
    private string Blocked()
    {
        var present = _graph.Node("Cast", [Mask], ToFloat);
        var absent = _graph.Node("Mul", [_graph.Node("Sub", ["one", present]), "lowest"]);
        return _graph.Node("Unsqueeze", [absent, _graph.Constant("score_axes", [1L, 2], 2)]);
    }

    private string Layer(string name, string x, string cos, string sin, string blocked)
    {
        x = Norm($"{name}.attn_ln", Add(x, Attention($"{name}.attention", x, cos, sin, blocked)));
        return Norm($"{name}.mlp_ln", Add(x, FeedForward($"{name}.mlp", x)));
    }

    private string Attention(string name, string x, string cos, string sin, string blocked)
    {
        var parts = _graph.NodeWithOutputs("Split", [Linear($"{name}.qkv_proj", x)], 3, LastAxis);    // 3 × [B, T, E]
        var query = Permute(Turn(ByHead(parts[0]), cos, sin), 0, 2, 1, 3);                            // [B, N, T, D]
        var key = Permute(Turn(ByHead(parts[1]), cos, sin), 0, 2, 3, 1);                              // [B, N, D, T]
        var value = Permute(ByHead(parts[2]), 0, 2, 1, 3);
        var scores = _graph.Node("Div", [_graph.Node("MatMul", [query, key]), "root_head"]);          // [B, N, T, T]
        var weights = _graph.Node("Softmax", [Add(scores, blocked)], LastAxis);
        var context = Permute(_graph.Node("MatMul", [weights, value]), 0, 2, 1, 3);                   // [B, T, N, D]
        return Linear($"{name}.o_proj", _graph.Node("Reshape", [context, "joined"]));
    }

    private string FeedForward(string name, string x)
    {
        var parts = _graph.NodeWithOutputs("Split", [_graph.Node("MatMul", [x, $"{name}.up_gate_proj.weight"])], 2, LastAxis);
        return Linear($"{name}.down_proj", _graph.Node("Mul", [Gelu(parts[1]), parts[0]]));
    }

    // x·cos + (−x₂, x₁)·sin for the halves x₁, x₂ of a head.
    private string Turn(string x, string cos, string sin)
    {
        var halves = _graph.NodeWithOutputs("Split", [x], 2, LastAxis);
        var crossed = _graph.Node("Concat", [_graph.Node("Neg", [halves[1]]), halves[0]], LastAxis);
        return Add(_graph.Node("Mul", [x, cos]), _graph.Node("Mul", [crossed, sin]));
    }

    // x · (1 + erf(x / √2)) / 2
    private string Gelu(string x)
    {
        var erf = _graph.Node("Erf", [_graph.Node("Div", [x, "root_two"])]);
        return _graph.Node("Mul", [_graph.Node("Mul", [x, Add(erf, "one")]), "half"]);
    }

    private string Norm(string name, string x)
    {
        var axes = OnnxAttribute.Integers("axes", -1);
        var centred = _graph.Node("Sub", [x, _graph.Node("ReduceMean", [x], axes)]);
        var variance = _graph.Node("ReduceMean", [_graph.Node("Pow", [centred, "two"])], axes);
        var scaled = _graph.Node("Div", [centred, _graph.Node("Sqrt", [Add(variance, "eps")])]);
        return Add(_graph.Node("Mul", [scaled, $"{name}.weight"]), $"{name}.bias");
    }

    private string Linear(string name, string x) => Add(_graph.Node("MatMul", [x, $"{name}.weight"]), $"{name}.bias");

    private string ByHead(string x) => _graph.Node("Reshape", [x, "heads"]); // [B, T, N, D]

    private string Permute(string x, params long[] order) => _graph.Node("Transpose", [x], OnnxAttribute.Integers("perm", order));

    private string Add(string x, string y) => _graph.Node("Add", [x, y]);

    private static OnnxAttribute LastAxis => OnnxAttribute.Integer("axis", -1);

    private static OnnxAttribute ToFloat => OnnxAttribute.Integer("to", (int)OnnxType.Float);
}
