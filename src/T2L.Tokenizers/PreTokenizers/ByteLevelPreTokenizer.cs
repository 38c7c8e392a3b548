using T2L.Tokenizers.Bpe;

namespace T2L.Tokenizers.PreTokenizers;

/// <summary>Writes every word in the byte alphabet, after a split of its own where the file asks for it.</summary>
/// <param name="addPrefixSpace">Whether a text that does not begin with a space gets one.</param>
/// <param name="split">The split, by the expression that came with GPT-2; null for none.</param>
/// <param name="inAlphabet">Whether to write the alphabet; not where the model takes the bytes themselves.</param>
internal sealed class ByteLevelPreTokenizer(bool addPrefixSpace, IPreTokenizer? split, bool inAlphabet = true) : IPreTokenizer
{
    /// <summary>The same words as they stand.</summary>
    public ByteLevelPreTokenizer Unwritten() => new(addPrefixSpace, split, inAlphabet: false);

    public void Split(ReadOnlySpan<char> text, bool atStart, IWordSink words)
    {
        if (addPrefixSpace && text is not [' ', ..])
            text = string.Concat(" ", text);
        if (inAlphabet)
            words = new Writer(words);
        if (split is null)
            words.Add(text, atStart);
        else
            split.Split(text, atStart, words);
    }

    private sealed class Writer(IWordSink next) : IWordSink
    {
        public void Add(ReadOnlySpan<char> word, bool atStart) => next.Add(ByteAlphabet.Encode(word), atStart);
    }
}
