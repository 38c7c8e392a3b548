namespace T2L.Tokenizers.Normalizers;

/// <summary>Rewrites text before it is split, for instance to one Unicode form.</summary>
internal interface ITextNormalizer
{
    string Normalize(string text);
}
