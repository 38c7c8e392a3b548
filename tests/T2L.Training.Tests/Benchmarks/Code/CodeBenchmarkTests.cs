using T2L.Training.Benchmarks;
using T2L.Training.Benchmarks.Code;

namespace T2L.Training.Tests.Benchmarks.Code;

public sealed class CodeBenchmarkTests : IDisposable
{
    private static readonly bool HasPython = File.Exists("/usr/bin/python3");
    private readonly SampleRows _rows = new();

    [Fact]
    public async Task Programs_are_not_run_unless_somebody_asks_for_it()
    {
        var report = await SampleRows.RunAsync(BenchmarkCatalog.Get("humaneval"), _rows.Of("humaneval"), new(), "    return n + n\n```\nThat doubles it.");

        Assert.Equal(("pass@1", "not run"), (report.Metric, report.Status));
        Assert.Null(report.Score);
        Assert.Null(report.Answers[0].Right);
        Assert.Equal("""
            def twice(n):
                \"\"\"Gives n two times.\"\"\"
                return n + n


            def check(candidate):
                assert candidate(4) == 8
                assert candidate(0) == 0


            check(twice)

            """.Replace("\\\"", "\"", StringComparison.Ordinal), report.Answers[0].Program);
    }

    [Theory]
    [InlineData("humaneval", "    return 2 * n\n```", null)]
    [InlineData("humaneval", "    return n\n```", "AssertionError")]
    [InlineData("humaneval", "    import os; os._exit(0)\n```", "it ended before its tests were over")]
    [InlineData("humaneval", "    raise SystemExit\n```", "it ended before its tests were over")]
    [InlineData("humaneval", "    while True: pass\n```", "it used more than 1 s of processor time")]
    [InlineData("humaneval", "    return len('x' * (4 << 30))\n```", "MemoryError")]
    [InlineData("humaneval", "    return 2 *\n```", "SyntaxError: invalid syntax")]
    [InlineData("mbpp", "def larger(a, b):\n    return a if a > b else b\nprint(larger(input(), 2))\n```", null)]
    public async Task A_program_is_right_when_it_reaches_its_end(string name, string completion, string? fault)
    {
        if (!HasPython)
            return;
        var report = await SampleRows.RunAsync(BenchmarkCatalog.Get(name), _rows.Of(name), new() { Python = new PythonRunner("/usr/bin/python3", TimeSpan.FromSeconds(1)) }, completion);

        Assert.Equal((fault, fault is null), (report.Answers[0].Fault, report.Answers[0].Right!.Value));
        Assert.Equal("measured", report.Status);
    }

    [Theory]
    [InlineData(1.5, 120, null)] // waiting is not computing, whoever makes it wait
    [InlineData(60, 3, "it took longer than 3 s")]
    public async Task A_program_is_judged_by_the_time_that_it_computes(double sleeps, int patience, string? fault)
    {
        if (!HasPython)
            return;

        Assert.Equal(fault, await new PythonRunner("/usr/bin/python3", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(patience))
            .RunAsync(FormattableString.Invariant($"import time\ntime.sleep({sleeps})"), CancellationToken.None));
    }

    [Fact]
    public async Task A_program_that_takes_its_folder_away_ends_nothing_but_itself()
    {
        if (!HasPython)
            return;

        var fault = await new PythonRunner("/usr/bin/python3").RunAsync("import os, shutil\nshutil.rmtree(os.getcwd())", CancellationToken.None);

        Assert.StartsWith("FileNotFoundError", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_sees_nothing_of_this_environment()
    {
        if (!HasPython)
            return;
        Environment.SetEnvironmentVariable("T2L_TEST_SECRET", "x");

        Assert.Null(await new PythonRunner("/usr/bin/python3").RunAsync("import os\nassert 'T2L_TEST_SECRET' not in os.environ", CancellationToken.None));
    }

    [Fact]
    public async Task Something_that_is_no_python_is_refused() =>
        Assert.Contains("does not run Python programs", (await Assert.ThrowsAsync<ArgumentException>(
            () => new PythonRunner("/no/such/python").CheckAsync(CancellationToken.None))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("x = 1\n```\nmore", "x = 1\n")]
    [InlineData("x = 1", "x = 1")]
    [InlineData("```", "")]
    public void A_completion_ends_at_the_first_closing_fence(string completion, string code) => Assert.Equal(code, Fence.Cut(completion));

    [Fact]
    public void Only_what_a_module_is_made_of_is_kept()
    {
        var code = TopLevel.Sanitize("""
            Here is the function, as asked:
            import math
            from typing import (
                List,
            )
            LIMIT: int = 3
            TEXT = '''
            print("kept")
            '''
            @cache
            def larger(a, b):
                # (an open bracket in a comment
                if a > b:
                    return "(" + a

                return b
            print(larger(1, 2))
            assert larger(
                1, 2) == 2
            class Pair:
                pass
            if __name__ == "__main__":
                x = 1
            else:
                y = 2
            LIMIT == 3
            This works because numbers have an order.
            """);

        Assert.Equal("""
            import math
            from typing import (
                List,
            )
            LIMIT: int = 3
            TEXT = '''
            print("kept")
            '''
            @cache
            def larger(a, b):
                # (an open bracket in a comment
                if a > b:
                    return "(" + a

                return b
            class Pair:
                pass

            """, code);
    }

    public void Dispose() => _rows.Dispose();
}
