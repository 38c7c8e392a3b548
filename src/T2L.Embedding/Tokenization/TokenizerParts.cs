namespace T2L.Embedding.Tokenization;

/// <summary>Everything that makes a tokenizer, read and checked.</summary>
internal sealed record TokenizerParts(
    BertNormalizer Normalizer,
    WordPieceModel Model,
    IReadOnlyList<AddedToken> AddedTokens,
    SpecialTokenTemplate Template,
    WordPieceDecoder Decoder,
    int PaddingId)
{
    public int? FindId(string token) =>
        Model.Ids.TryGetValue(token, out var id) ? id : AddedTokens.FirstOrDefault(t => t.Content == token)?.Id;

    public bool IsKnown(int id) => Model.Ids.Values.Contains(id) || AddedTokens.Any(t => t.Id == id);
}
