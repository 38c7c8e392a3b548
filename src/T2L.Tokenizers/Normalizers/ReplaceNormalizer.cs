namespace T2L.Tokenizers.Normalizers;

/// <summary>Replaces every occurrence of one string, for instance a space by <c>▁</c>.</summary>
internal sealed class ReplaceNormalizer(string pattern, string content) : ITextNormalizer
{
    public string Normalize(string text) => text.Replace(pattern, content, StringComparison.Ordinal);
}
