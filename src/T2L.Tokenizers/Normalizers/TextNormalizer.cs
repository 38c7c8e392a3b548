namespace T2L.Tokenizers.Normalizers;

/// <summary>A rewriting that is one function.</summary>
internal sealed class TextNormalizer(Func<string, string> rewrite) : ITextNormalizer
{
    public string Normalize(string text) => rewrite(text);
}
