using T2L.Training.Benchmarks.Code;
using T2L.Training.Rows;

namespace T2L.Training.Benchmarks;

/// <summary>HumanEval: go on with a Python function from its signature and docstring. Rows: <c>task_id</c>, <c>prompt</c>, <c>test</c>, <c>entry_point</c>, <c>canonical_solution</c>.</summary>
internal static class HumanEval
{
    public static Benchmark Default { get; } = new("humaneval", """
        Solve the following problem: complete the Python function so that it does what its docstring says.
        ```python
        {prompt}
        ```
        """, "canonical_solution")
    {
        Prefill = row => Fence.Opening + row.Text("prompt"),
        AnswerMark = false,
        TakesExamples = false,
        Stop = [Fence.Mark],
        Program = Program,
    };

    private static string Program(string completion, Row row) =>
        $"{row.Text("prompt")}{Fence.Cut(completion)}\n\n{row.Text("test")}\n\ncheck({row.Text("entry_point")})\n";
}
