using T2L.Tokenizers.Normalizers;

namespace T2L.Tokenizers.Decoders;

/// <summary>Replaces one character by a string, wherever a token has it: what vocabularies do with <c>▁</c>. Passes everything on at once.</summary>
internal sealed class ReplaceDecoder(string character, string content) : ITokenDecoder
{
    /// <summary>The step for any pattern: of one character at once, of longer ones when the token has ended.</summary>
    public static ITokenDecoder Of(string? literal, ReplaceNormalizer replace, string content) =>
        literal?.Length == 1 ? new ReplaceDecoder(literal, content) : new WholeTokenDecoder((token, _) => replace.Normalize(token));

    public ITokenSink Onto(ITokenSink next) => new Run(character, content, next);

    private sealed class Run(string character, string content, ITokenSink next) : ITokenSink
    {
        public void Text(string text) => next.Text(text.Replace(character, content, StringComparison.Ordinal));

        public void EndToken() => next.EndToken();

        public void Finish() => next.Finish();
    }
}
