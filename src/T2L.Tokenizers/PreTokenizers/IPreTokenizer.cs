namespace T2L.Tokenizers.PreTokenizers;

/// <summary>Splits text into the words that the token model then encodes one by one.</summary>
internal interface IPreTokenizer
{
    /// <summary>Hands the words of a stretch of text on, in order.</summary>
    /// <param name="text">The stretch.</param>
    /// <param name="atStart">Whether it begins where the whole text begins; some schemes mark only that place.</param>
    /// <param name="words">Takes each word.</param>
    void Split(ReadOnlySpan<char> text, bool atStart, IWordSink words);
}

/// <summary>Takes words.</summary>
internal interface IWordSink
{
    void Add(ReadOnlySpan<char> word, bool atStart);
}
