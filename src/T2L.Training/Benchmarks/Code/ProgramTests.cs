using T2L.Adapters.Examples.Checking;
using T2L.Training.Rows;

namespace T2L.Training.Benchmarks.Code;

/// <summary>Right where the program in the answer passes its tests. MBPP. Runs what a model wrote.</summary>
/// <param name="python">Runs it.</param>
internal sealed class ProgramTests(PythonRunner python) : IAnswerChecker
{
    /// <summary>What stands behind a program to test it, as the checker takes it in place of a right answer.</summary>
    /// <exception cref="DataFormatException">The row has no tests.</exception>
    public static string Of(Row row)
    {
        var tests = row.Texts("test_list");
        return tests.Count > 0
            ? $"{(row.Has("test_setup_code") ? row.Text("test_setup_code") : "")}\n{string.Join('\n', tests)}\n"
            : throw row.Refused("'test_list' is empty, expected at least one assertion.");
    }

    /// <summary>The program of an answer with tests behind it: what stands in its first fence, or all of it up to one that closes.</summary>
    public static string Program(string answer, string tests)
    {
        var opened = answer.IndexOf(Fence.Opening, StringComparison.Ordinal);
        return $"{TopLevel.Sanitize(Fence.Cut(opened < 0 ? answer : answer[(opened + Fence.Opening.Length)..]))}\n{tests}";
    }

    /// <inheritdoc/>
    public bool IsRight(string answer, string right) => python.RunAsync(Program(answer, right), CancellationToken.None).GetAwaiter().GetResult() is null;
}
