namespace T2L.Tokenizers.PostProcessors;

/// <summary>Puts special tokens around a text, for instance <c>&lt;s&gt; $A</c>.</summary>
/// <param name="Before">Tokens before the text.</param>
/// <param name="After">Tokens after it.</param>
internal sealed record TemplatePostProcessor(IReadOnlyList<int> Before, IReadOnlyList<int> After)
{
    public static TemplatePostProcessor None { get; } = new([], []);

    public int Count => Before.Count + After.Count;
}
