namespace T2L.Tokenizers.Decoders;

/// <summary>Joins all tokens into one, so that a later decoder sees the whole text.</summary>
internal sealed class FuseDecoder : ITokenDecoder
{
    public List<string> Decode(List<string> tokens) => [string.Concat(tokens)];
}
