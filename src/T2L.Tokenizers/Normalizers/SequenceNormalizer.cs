namespace T2L.Tokenizers.Normalizers;

/// <summary>Several rewritings, one after the other; none of them leaves the text as it is.</summary>
internal sealed class SequenceNormalizer(IReadOnlyList<ITextNormalizer> steps) : ITextNormalizer
{
    public string Normalize(string text)
    {
        foreach (var step in steps)
            text = step.Normalize(text);
        return text;
    }
}
