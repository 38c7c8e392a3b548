using T2L.Adapters.Examples.Checking;

namespace T2L.Training.Benchmarks;

/// <summary>GSM8K: word problems of grade school. Rows: <c>question</c>, <c>answer</c>, whose last number counts; the test split.</summary>
internal static class Gsm8k
{
    private const string Newlines = "\n\n";

    public static Benchmark Default { get; } = new("gsm8k", "{question}" + Newlines, "answer")
    {
        Prefill = _ => "Let's think step by step.",
        AnswerMark = false,
        TakesExamples = false,
        TakesDescription = false,
        FromTraining = template => template + Newlines,
        IsRight = LastNumber.Same,
    };
}
