using System.Text;
using T2L.Tokenizers.PreTokenizers;

namespace T2L.Tokenizers.Normalizers;

/// <summary>Replaces every match of a pattern by one string, for instance a space by <c>▁</c>.</summary>
internal sealed class ReplaceNormalizer(ITextPattern pattern, string content) : ITextNormalizer
{
    public string Normalize(string text)
    {
        var matches = pattern.Find(text);
        if (matches.Count == 0)
            return text;
        var result = new StringBuilder(text.Length);
        int position = 0;
        foreach (var (start, length) in matches)
        {
            result.Append(text, position, start - position).Append(content);
            position = start + length;
        }
        return result.Append(text, position, text.Length - position).ToString();
    }
}
