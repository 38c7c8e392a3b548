using T2L.Training.Benchmarks.Code;
using T2L.Training.Rows;

namespace T2L.Training.Benchmarks;

/// <summary>MBPP: write a Python function from a sentence and a test. Rows: <c>task_id</c>, <c>text</c> or <c>prompt</c>, <c>test_list</c>, <c>code</c>, perhaps <c>test_setup_code</c>.</summary>
internal static class Mbpp
{
    public static Benchmark Default { get; } = new("mbpp", """"
        """
        {wish}
        """
        Your code should satisfy the following assertion:
        ```python
        {assertion}
        ```
        """", "code")
    {
        Prepare = Prepared,
        Prefill = _ => Fence.Opening,
        AnswerMark = false,
        Stop = [Fence.Mark],
        Program = Program,
    };

    private static Row Prepared(Row row)
    {
        var tests = row.Texts("test_list");
        return tests.Count > 0
            ? row.With(("wish", row.Text(row.Has("text") ? "text" : "prompt")), ("assertion", tests[0]))
            : throw row.Refused("'test_list' is empty, expected at least one assertion.");
    }

    private static string Program(string completion, Row row) =>
        $"{TopLevel.Sanitize(Fence.Cut(completion))}\n{ProgramTests.Of(row)}";
}
