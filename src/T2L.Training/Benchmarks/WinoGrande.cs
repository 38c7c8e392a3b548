namespace T2L.Training.Benchmarks;

/// <summary>WinoGrande: which name fills the gap. Rows: <c>sentence</c>, <c>option1</c>, <c>option2</c>, <c>answer</c> from 1; the validation split.</summary>
internal static class WinoGrande
{
    private const string SecondOption = "{option2}";

    public static Benchmark Default { get; } = new("winogrande", """
        Which option belongs in the gap (_) of the sentence? Reply with the number of one option, 1 or 2, and nothing else.

        Sentence: {sentence}

        1: {option1}

        2: {option2}
        """, "answer")
    {
        FromTraining = ExtraNewline,
        IsRight = ChoiceAnswer.Same,
    };

    // The evaluation's question has an empty line between the options.
    internal static string ExtraNewline(string template)
    {
        var second = template.IndexOf(SecondOption, StringComparison.Ordinal);
        var newline = second < 0 ? -1 : template.LastIndexOf('\n', second);
        return newline < 0 ? template : template.Insert(newline, "\n");
    }
}
