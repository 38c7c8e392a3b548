using T2L.Tokenizers.PreTokenizers;

namespace T2L.Tokenizers.Tests.PreTokenizers;

/// <summary>The words that a split gives.</summary>
internal sealed class WordList : IWordSink
{
    public List<string> Words { get; } = [];

    public void Add(ReadOnlySpan<char> word, bool atStart) => Words.Add(word.ToString());
}
