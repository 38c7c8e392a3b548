namespace T2L.Training.RandomModels;

/// <summary>What a random tensor of a base model holds.</summary>
internal enum TensorContent
{
    /// <summary>Normally distributed weights.</summary>
    Normal,

    /// <summary>A norm that does nothing yet; zeros where the family adds 1 to it.</summary>
    Norm,
}

/// <summary>Names and shapes of a base model's weights, in the order of the network.</summary>
internal static class BaseTensors
{
    public static IEnumerable<(string Name, long[] Shape, TensorContent Content)> Of(BaseModelShape shape)
    {
        long hidden = shape.HiddenSize;
        yield return ("model.embed_tokens.weight", [shape.VocabularySize, hidden], TensorContent.Normal);
        for (var layer = 0; layer < shape.Layers; layer++)
            foreach (var (name, size, content) in Layer(shape))
                yield return (FormattableString.Invariant($"model.layers.{layer}.{name}"), size, content);
        yield return ("model.norm.weight", [hidden], TensorContent.Norm);
        if (!shape.TiedHead)
            yield return ("lm_head.weight", [shape.VocabularySize, hidden], TensorContent.Normal);
    }

    private static IEnumerable<(string Name, long[] Shape, TensorContent Content)> Layer(BaseModelShape shape)
    {
        long hidden = shape.HiddenSize, inner = shape.IntermediateSize, query = shape.QuerySize, keyValue = shape.KeyValueSize;
        yield return ("input_layernorm.weight", [hidden], TensorContent.Norm);
        foreach (var (name, size) in new[] { ("q_proj", query), ("k_proj", keyValue), ("v_proj", keyValue) })
        {
            yield return ($"self_attn.{name}.weight", [size, hidden], TensorContent.Normal);
            if (shape.Family == BaseModelFamily.Qwen2)
                yield return ($"self_attn.{name}.bias", [size], TensorContent.Normal);
        }
        yield return ("self_attn.o_proj.weight", [hidden, query], TensorContent.Normal);
        yield return ("post_attention_layernorm.weight", [hidden], TensorContent.Norm);
        if (shape.Family == BaseModelFamily.Gemma2)
        {
            yield return ("pre_feedforward_layernorm.weight", [hidden], TensorContent.Norm);
            yield return ("post_feedforward_layernorm.weight", [hidden], TensorContent.Norm);
        }
        yield return ("mlp.gate_proj.weight", [inner, hidden], TensorContent.Normal);
        yield return ("mlp.up_proj.weight", [inner, hidden], TensorContent.Normal);
        yield return ("mlp.down_proj.weight", [hidden, inner], TensorContent.Normal);
    }
}
