namespace T2L.Tokenizers.PreTokenizers;

/// <summary>Something that can be found in text.</summary>
internal interface ITextPattern
{
    /// <summary>The matches as (start, length), never empty, in order and without overlap.</summary>
    List<(int Start, int Length)> Find(ReadOnlySpan<char> text);
}
