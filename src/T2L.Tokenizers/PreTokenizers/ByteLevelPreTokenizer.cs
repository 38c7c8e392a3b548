namespace T2L.Tokenizers.PreTokenizers;

/// <summary>Writes every word in the byte alphabet, after GPT-2's own split where <paramref name="split"/> asks for it.</summary>
/// <param name="addPrefixSpace">Whether a text that does not begin with a space gets one.</param>
/// <param name="split">Whether to split first, by the expression that came with GPT-2.</param>
internal sealed class ByteLevelPreTokenizer(bool addPrefixSpace, bool split) : IPreTokenizer
{
    private static readonly UnicodePattern Words =
        new(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+");

    public void Split(Piece piece, List<Piece> words)
    {
        string text = addPrefixSpace && !piece.Text.StartsWith(' ') ? " " + piece.Text : piece.Text;
        if (!split)
        {
            words.Add(piece with { Text = ByteAlphabet.Encode(text) });
            return;
        }
        // The expression matches every character, so there is nothing between two matches.
        foreach (var (start, length) in Words.Find(text))
            words.Add(new Piece(ByteAlphabet.Encode(text.AsSpan(start, length)), piece.AtStart && start == 0));
    }
}
