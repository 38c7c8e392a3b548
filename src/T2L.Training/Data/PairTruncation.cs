namespace T2L.Training.Data;

/// <summary>Shortens a prompt and its answer to a number of tokens together: the longer one first, from its beginning.</summary>
/// <remarks>Hugging Face tokenizers' strategy <c>longest_first</c> with truncation side <c>left</c>: when both are longer than half, each gets half.</remarks>
internal static class PairTruncation
{
    public static TokenizedExample Apply(TokenizedExample example, int maxTokens) =>
        example.Length <= maxTokens ? example : Cut(example, Lengths(example.Prompt.Count, example.Answer.Count, maxTokens));

    /// <summary>What is left of two lengths.</summary>
    internal static (int First, int Second) Lengths(int first, int second, int most)
    {
        var (shorter, longer) = (Math.Min(first, second), Math.Max(first, second));
        longer = shorter > most ? shorter : Math.Max(shorter, most - shorter);
        if (shorter + longer > most)
            (shorter, longer) = (most / 2, most / 2 + most % 2);
        return first > second ? (longer, shorter) : (shorter, longer);
    }

    private static TokenizedExample Cut(TokenizedExample example, (int Prompt, int Answer) lengths) =>
        example with { Prompt = [.. example.Prompt.TakeLast(lengths.Prompt)], Answer = [.. example.Answer.TakeLast(lengths.Answer)] };
}
