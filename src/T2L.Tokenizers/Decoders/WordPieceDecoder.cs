namespace T2L.Tokenizers.Decoders;

/// <summary>Puts tokens together again: continuations without their mark, other tokens after a blank.</summary>
/// <param name="Prefix">The mark of a continuation.</param>
/// <param name="Cleanup">Take away the blank before punctuation and contractions.</param>
internal sealed record WordPieceDecoder(string Prefix, bool Cleanup)
{
    private static readonly (string From, string To)[] Contractions =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"),
        (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ];

    /// <summary>What a token adds to the text.</summary>
    /// <param name="token">The token.</param>
    /// <param name="place">How many come before it.</param>
    public string Rewrite(string token, int place)
    {
        string piece = place == 0 ? token : token.StartsWith(Prefix, StringComparison.Ordinal) ? token[Prefix.Length..] : " " + token;
        if (Cleanup)
            foreach (var (from, to) in Contractions)
                piece = piece.Replace(from, to, StringComparison.Ordinal);
        return piece;
    }
}
