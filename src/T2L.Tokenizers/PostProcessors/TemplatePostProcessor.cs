namespace T2L.Tokenizers.PostProcessors;

/// <summary>Puts special tokens around a text, for instance <c>&lt;s&gt; $A</c>.</summary>
/// <param name="before">Tokens before the text.</param>
/// <param name="after">Tokens after it.</param>
internal sealed class TemplatePostProcessor(IReadOnlyList<int> before, IReadOnlyList<int> after)
{
    public static TemplatePostProcessor None { get; } = new([], []);

    public List<int> Apply(List<int> ids) => before.Count + after.Count == 0 ? ids : [.. before, .. ids, .. after];
}
