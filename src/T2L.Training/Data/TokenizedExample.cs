namespace T2L.Training.Data;

/// <summary>One example as token ids.</summary>
/// <param name="Prompt">Prompt with its special tokens.</param>
/// <param name="Answer">Answer, ending with the end-of-sequence token.</param>
internal sealed record TokenizedExample(IReadOnlyList<int> Prompt, IReadOnlyList<int> Answer)
{
    public int Length => Prompt.Count + Answer.Count;

    public int this[int index] => index < Prompt.Count ? Prompt[index] : Answer[index - Prompt.Count];
}
