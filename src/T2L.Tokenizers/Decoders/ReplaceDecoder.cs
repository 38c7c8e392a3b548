namespace T2L.Tokenizers.Decoders;

/// <summary>Replaces a string in every token, for instance <c>▁</c> by a space.</summary>
internal sealed class ReplaceDecoder(string pattern, string content) : ITokenDecoder
{
    public List<string> Decode(List<string> tokens) =>
        tokens.ConvertAll(token => token.Replace(pattern, content, StringComparison.Ordinal));
}
