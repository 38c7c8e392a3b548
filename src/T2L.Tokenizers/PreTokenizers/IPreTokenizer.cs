namespace T2L.Tokenizers.PreTokenizers;

/// <summary>Splits text into the words that the token model then encodes one by one.</summary>
internal interface IPreTokenizer
{
    /// <summary>Appends the words of <paramref name="piece"/>, in order, to <paramref name="words"/>.</summary>
    void Split(Piece piece, List<Piece> words);
}
