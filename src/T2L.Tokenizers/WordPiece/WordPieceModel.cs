using System.Text;
using T2L.Tokenizers.Vocabularies;

namespace T2L.Tokenizers.WordPiece;

/// <summary>BERT's model: a word becomes the longest known beginning, then the longest known continuations.</summary>
/// <param name="vocabulary">Its tokens; continuations begin with <paramref name="prefix"/>.</param>
/// <param name="unknownId">What a word becomes that the pieces do not cover.</param>
/// <param name="prefix">The mark of a continuation, usually <c>##</c>.</param>
/// <param name="maxCharacters">A longer word is unknown; at most <see cref="LongestWord"/>, which bounds the work for each word.</param>
internal sealed class WordPieceModel(Vocabulary vocabulary, int unknownId, string prefix, int maxCharacters) : ITokenModel
{
    /// <summary>The longest word that may be configured.</summary>
    public const int LongestWord = 1000;

    private readonly byte[] _prefix = Encoding.UTF8.GetBytes(prefix);

    public Vocabulary Vocabulary => vocabulary;

    public int? UnknownId => unknownId;

    public void Encode(ReadOnlySpan<char> word, EncodingRun run)
    {
        int before = run.Ids.Count;
        if (Characters(word) <= maxCharacters && TryPieces(run.Utf8(word, _prefix.Length), run.Ids))
            return;
        run.Ids.RemoveRange(before, run.Ids.Count - before);
        run.Ids.Add(unknownId);
    }

    // The bytes before the rest of the word are done with, so the mark of a continuation is written over them.
    private bool TryPieces(Span<byte> word, List<int> ids)
    {
        int mark = _prefix.Length, start = mark;
        while (start < word.Length)
        {
            int from = start == mark ? start : start - mark;
            if (from != start)
                _prefix.CopyTo(word[from..]);
            int end = Math.Min(word.Length, from + vocabulary.LongestToken);
            int id;
            while (end > start && (!EndsCharacter(word, end) || !vocabulary.TryGetId(word[from..end], out id)))
                end--;
            if (end <= start || !vocabulary.TryGetId(word[from..end], out id))
                return false;
            ids.Add(id);
            start = end;
        }
        return true;
    }

    private static bool EndsCharacter(ReadOnlySpan<byte> word, int end) => end == word.Length || (word[end] & 0xC0) != 0x80;

    private static int Characters(ReadOnlySpan<char> word)
    {
        int count = 0;
        foreach (var _ in word.EnumerateRunes())
            count++;
        return count;
    }
}
