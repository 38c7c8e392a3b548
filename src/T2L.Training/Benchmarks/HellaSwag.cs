namespace T2L.Training.Benchmarks;

/// <summary>HellaSwag: how a scene goes on. Rows: <c>ctx</c>, four <c>endings</c>, <c>label</c> from 0; the validation split.</summary>
internal static class HellaSwag
{
    public static Benchmark Default { get; } = new("hellaswag", """
        Which ending goes best with the beginning? Reply with the number of one ending and nothing else.

        Beginning: {ctx}

        0: {endings[0]}
        1: {endings[1]}
        2: {endings[2]}
        3: {endings[3]}
        """, "label")
    {
        IsRight = ChoiceAnswer.Same,
    };
}
