using System.Text;

namespace T2L.Embedding.Tokenization;

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

    public string Decode(IEnumerable<string> tokens)
    {
        var text = new StringBuilder();
        var first = true;
        foreach (var token in tokens)
        {
            text.Append(Piece(token, first));
            first = false;
        }

        return text.ToString();
    }

    private string Piece(string token, bool first)
    {
        var piece = first ? token : token.StartsWith(Prefix, StringComparison.Ordinal) ? token[Prefix.Length..] : " " + token;
        if (Cleanup)
            foreach (var (from, to) in Contractions)
                piece = piece.Replace(from, to, StringComparison.Ordinal);
        return piece;
    }
}
