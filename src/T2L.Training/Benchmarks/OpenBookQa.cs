namespace T2L.Training.Benchmarks;

/// <summary>OpenBookQA: elementary science with four choices. Rows: <c>question_stem</c>, <c>choices</c>, <c>answerKey</c>; the test split.</summary>
internal static class OpenBookQa
{
    private const string Stem = "{question_stem}";

    public static Benchmark Default { get; } = new("openbookqa", """
        Complete the statement or answer the question with the best of four choices. Reply with the label of one choice and nothing else.
        {question_stem}

        {choices[label][0]}: {choices[text][0]}
        {choices[label][1]}: {choices[text][1]}
        {choices[label][2]}: {choices[text][2]}
        {choices[label][3]}: {choices[text][3]}
        """, "answerKey")
    {
        FromTraining = OneNewlineFewer,
        IsRight = ChoiceAnswer.Same,
    };

    // The evaluation's question has one newline fewer before the line with the stem.
    internal static string OneNewlineFewer(string template)
    {
        var stem = template.IndexOf(Stem, StringComparison.Ordinal);
        var newline = stem < 0 ? -1 : template.LastIndexOf('\n', stem);
        return newline < 0 ? template : template.Remove(newline, 1);
    }
}
