using T2L.Embedding.Onnx;

namespace T2L.Embedding.Nano;

/// <summary>The n-gram encoder as an ONNX graph: features, their vectors and their sum, all computed from token ids.</summary>
internal sealed class NgramEncoderGraph(NgramEncoderWeights weights, NgramPrecision precision)
{
    private const string Ids = "input_ids", Mask = "attention_mask", Types = "token_type_ids", Hidden = "last_hidden_state";
    private readonly OnnxGraphBuilder _graph = new("ngram_encoder");

    public byte[] Build()
    {
        foreach (var input in new[] { Ids, Mask, Types })
            _graph.Input(input, OnnxType.Int64, "batch", "tokens");
        var valid = ValidTokens();                                            // [B, T]
        var (rows, present) = Features(valid);                                // [B, 3T] int64, [B, 3T] 0 or 1
        var pooled = Pool(rows, present);                                     // [B, 1, E]
        var shape = _graph.Node("Concat", [_graph.Node("Shape", [Ids]), Numbers("size", weights.Size)], OnnxAttribute.Integer("axis", 0));
        _graph.NodeAs(Hidden, "Expand", [pooled, shape]);                     // [B, T, E]
        _graph.Output(Hidden, OnnxType.Float, "batch", "tokens", (long)weights.Size);
        return _graph.ToBytes();
    }

    // 1 where a token stands for text: not padding, not special.
    private string ValidTokens()
    {
        var unmasked = _graph.Node("Greater", [Mask, Number("masked", 0)]);
        var special = _graph.Node("Less", [Ids, Number("first_token", weights.Features.FirstTokenId)]);
        return ToFloat(_graph.Node("And", [unmasked, _graph.Node("Not", [special])]));
    }

    private (string Rows, string Present) Features(string valid)
    {
        var features = weights.Features;
        var (noId, nothing) = (Number("no_id", 0), _graph.Constant("nothing", [0f]));
        var neighbours = HashedRow("neighbours", features.Neighbours, Shift(Ids, 1, noId));
        var hasNeighbour = _graph.Node("Mul", [valid, Shift(valid, 1, nothing)]);
        var axis = OnnxAttribute.Integer("axis", 1);
        if (!features.HasSkips)
            return (_graph.Node("Concat", [Ids, neighbours], axis), _graph.Node("Concat", [valid, hasNeighbour], axis));
        var skips = HashedRow("skips", features.Skips, Shift(Ids, 2, noId));
        var hasSkip = _graph.Node("Mul", [valid, Shift(valid, 2, nothing)]);
        return (_graph.Node("Concat", [Ids, neighbours, skips], axis), _graph.Node("Concat", [valid, hasNeighbour, hasSkip], axis));
    }

    // V + ((a·left + b·right + c) mod p) mod buckets
    private string HashedRow(string name, NgramHash hash, string right)
    {
        var left = _graph.Node("Mul", [Ids, Number($"{name}_left", hash.Left)]);
        var sum = _graph.Node("Add", [left, _graph.Node("Mul", [right, Number($"{name}_right", hash.Right)])]);
        var shifted = _graph.Node("Add", [sum, Number($"{name}_offset", hash.Offset)]);
        var modulo = _graph.Node("Mod", [shifted, Number($"{name}_prime", NgramHash.Prime)]);
        var bucket = _graph.Node("Mod", [modulo, Number($"{name}_buckets", weights.Features.Buckets)]);
        return _graph.Node("Add", [bucket, Number($"{name}_first_row", weights.Features.VocabularySize)]);
    }

    private string Pool(string rows, string present)
    {
        var vectors = _graph.Node("Gather", [Table(), rows], OnnxAttribute.Integer("axis", 0)); // [B, 3T, E]
        if (precision != NgramPrecision.Float32)
            vectors = ToFloat(vectors);
        var logWeights = _graph.Constant("log_weights", weights.LogWeights, weights.Features.Count);
        var weight = _graph.Node("Exp", [_graph.Node("Gather", [logWeights, rows], OnnxAttribute.Integer("axis", 0))]);
        var counted = _graph.Node("Mul", [weight, present]); // [B, 3T]
        var count = _graph.Node("ReduceSum", [present, Numbers("count_axis", 1)], OnnxAttribute.Integer("keepdims", 1));
        var root = _graph.Node("Sqrt", [_graph.Node("Max", [count, _graph.Constant("one", [1f])])]);
        var coefficients = _graph.Node("Unsqueeze", [_graph.Node("Div", [counted, root]), Numbers("row_axis", 1)]); // [B, 1, 3T]
        return _graph.Node("MatMul", [coefficients, vectors]);
    }

    private string Table()
    {
        float[] values = [.. weights.Unigrams, .. weights.Hashed];
        long[] shape = [weights.Features.Count, weights.Size];
        return precision switch
        {
            NgramPrecision.Int8 => _graph.Constant("vectors", Array.ConvertAll(values, v => (sbyte)v), shape),
            NgramPrecision.Float16 => _graph.Constant("vectors", Array.ConvertAll(values, v => (Half)v), shape),
            _ => _graph.Constant("vectors", values, shape),
        };
    }

    // The value `distance` places further right; what lies beyond the end is the filler.
    private string Shift(string values, int distance, string filler)
    {
        var name = $"{values}_{distance}";
        var padded = _graph.Node("Pad", [values, _graph.Constant($"{name}_pads", [0L, 0, 0, distance], 4), filler]);
        return _graph.Node("Slice", [padded, Numbers($"{name}_start", distance), Numbers($"{name}_end", long.MaxValue), Numbers($"{name}_axis", 1)]);
    }

    private string ToFloat(string value) => _graph.Node("Cast", [value], OnnxAttribute.Integer("to", (int)OnnxType.Float));

    private string Number(string name, long value) => _graph.Constant(name, [value]);

    private string Numbers(string name, long value) => _graph.Constant(name, [value], 1);
}
