namespace T2L.Training.Benchmarks;

/// <summary>BoolQ: yes or no, after a passage. Rows: <c>passage</c>, <c>question</c>, <c>answer</c>; the validation split.</summary>
internal static class BoolQ
{
    public static Benchmark Default { get; } = new("boolq", """
        Read the passage, then answer the question with either true or false.

        Passage: {passage}

        Question: {question}?
        """, "answer")
    {
        FromTraining = EitherForOnly,
        IsRight = YesNoAnswer.Same,
    };

    // Training asks for "only" one of the two words, the evaluation for "either".
    internal static string EitherForOnly(string template)
    {
        var at = template.IndexOf("only", StringComparison.Ordinal);
        return at < 0 ? template : string.Concat(template.AsSpan(0, at), "either", template.AsSpan(at + "only".Length));
    }
}
