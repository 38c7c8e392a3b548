using T2L.Training.Official;

namespace T2L.Training.Benchmarks;

/// <summary>ARC: science questions of school tests with four choices. Rows: <c>question</c>, <c>choices</c>, <c>answerKey</c>; the test split.</summary>
internal static class Arc
{
    private const string Template = """
        Which choice answers the question? Reply with the label of one choice and nothing else.

        Question: {question}

        {choices[label][0]}: {choices[text][0]}
        {choices[label][1]}: {choices[text][1]}
        {choices[label][2]}: {choices[text][2]}
        {choices[label][3]}: {choices[text][3]}
        """;

    public static Benchmark Easy { get; } = Create("arc_easy");

    public static Benchmark Challenge { get; } = Create("arc_challenge");

    private static Benchmark Create(string name) => new(name, Template, "answerKey") { Prepare = RowPreparation.FourChoices, IsRight = ChoiceAnswer.Same };
}
