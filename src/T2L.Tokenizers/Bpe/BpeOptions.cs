namespace T2L.Tokenizers.Bpe;

/// <summary>What a BPE model does where its merges have no answer.</summary>
internal sealed record BpeOptions
{
    /// <summary>Id that stands for a character outside the vocabulary; without it such a character is dropped.</summary>
    public int? UnknownId { get; init; }

    /// <summary>Whether a run of unknown characters is one unknown token.</summary>
    public bool FuseUnknown { get; init; }

    /// <summary>Whether an unknown character is written as its UTF-8 bytes, <c>&lt;0xE2&gt;</c> and so on, where the vocabulary has them.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>Whether a word that is in the vocabulary is taken whole, even where merges would not reach it.</summary>
    public bool IgnoreMerges { get; init; }
}
