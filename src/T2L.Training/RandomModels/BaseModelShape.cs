namespace T2L.Training.RandomModels;

/// <summary>Which family a base model belongs to.</summary>
internal enum BaseModelFamily
{
    Gemma2,
    Mistral,
    Llama,
    Qwen2,
}

/// <summary>Sizes and constants of a base model, as its published config.json has them.</summary>
internal sealed record BaseModelShape
{
    public required BaseModelFamily Family { get; init; }

    public required int HiddenSize { get; init; }

    public required int IntermediateSize { get; init; }

    public required int Layers { get; init; }

    public required int Heads { get; init; }

    public required int KeyValueHeads { get; init; }

    public required int HeadSize { get; init; }

    /// <summary>Rows of the embedding; the tokenizer may have fewer tokens.</summary>
    public required int VocabularySize { get; init; }

    public required int MaxPositions { get; init; }

    public required double RmsNormEps { get; init; }

    public required double RopeTheta { get; init; }

    /// <summary>Whether the embedding is the output head too.</summary>
    public bool TiedHead { get; init; }

    /// <summary>Tokens that sliding layers see; null where config.json says null.</summary>
    public int? SlidingWindow { get; init; }

    public required TokenizerShape Tokenizer { get; init; }

    public required int BosTokenId { get; init; }

    public required IReadOnlyList<int> EosTokenIds { get; init; }

    public int? PadTokenId { get; init; }

    public int QuerySize => Heads * HeadSize;

    public int KeyValueSize => KeyValueHeads * HeadSize;
}
