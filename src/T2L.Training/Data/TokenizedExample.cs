namespace T2L.Training.Data;

/// <summary>One example as token ids.</summary>
/// <param name="Prompt">Prompt with its special tokens.</param>
/// <param name="Answer">Answer, ending with the end-of-sequence token.</param>
internal sealed record TokenizedExample(IReadOnlyList<int> Prompt, IReadOnlyList<int> Answer)
{
    /// <summary>Places in the prompt that hold answers too, of the examples before the last one; training scores them as well.</summary>
    public IReadOnlyList<Range> EarlierAnswers { get; init; } = [];

    /// <summary>The right answer as the data has it, for a task with a checker; null where the tokens are all there is.</summary>
    public string? RightAnswer { get; init; }

    /// <summary>Tokens that are scored when the earlier answers are.</summary>
    public int ScoredLength => Answer.Count + EarlierAnswers.Sum(answer => answer.End.Value - answer.Start.Value);

    public int Length => Prompt.Count + Answer.Count;

    public int this[int index] => index < Prompt.Count ? Prompt[index] : Answer[index - Prompt.Count];
}
