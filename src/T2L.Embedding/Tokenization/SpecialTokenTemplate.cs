namespace T2L.Embedding.Tokenization;

/// <summary>What stands before and after the tokens of a text, for BERT <c>[CLS]</c> and <c>[SEP]</c>.</summary>
internal sealed record SpecialTokenTemplate(IReadOnlyList<int> Before, IReadOnlyList<int> After)
{
    public static SpecialTokenTemplate None { get; } = new([], []);

    public int Count => Before.Count + After.Count;
}
