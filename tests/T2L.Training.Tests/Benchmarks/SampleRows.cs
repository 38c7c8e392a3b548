using T2L.Training.Benchmarks;
using T2L.Training.Rows;

namespace T2L.Training.Tests.Benchmarks;

/// <summary>Rows written for these tests, in the fields of each benchmark, and a model that answers from a list.</summary>
internal sealed class SampleRows : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("t2l-benchmark-").FullName;

    public static readonly Dictionary<string, string> Samples = new()
    {
        ["arc_easy"] = """
            {"question": "Which of these floats on water?", "choices": {"text": ["a cork", "a coin", "a stone", "a key"], "label": ["A", "B", "C", "D"]}, "answerKey": "A"}
            {"question": "What do bees make?", "choices": {"text": ["milk", "honey", "silk"], "label": ["1", "2", "3"]}, "answerKey": "2"}
            """,
        ["openbookqa"] = """{"question_stem": "Ice that warms up turns into", "choices": {"text": ["sand", "water", "iron", "wood"], "label": ["A", "B", "C", "D"]}, "answerKey": "B"}""",
        ["boolq"] = """
            {"passage": "The mill stands on the north bank.", "question": "is the mill on the north bank", "answer": true}
            {"passage": "The mill has two wheels.", "question": "does the mill have three wheels", "answer": false}
            """,
        ["gsm8k"] = """{"question": "Ola has 3 boxes of 8 pens and gives 4 pens away. How many are left?", "answer": "3 * 8 = 24\n24 - 4 = 20\n#### 20"}""",
        ["hellaswag"] = """{"ctx": "He ties the boat to the post and", "endings": ["steps onto the pier.", "eats the post.", "flies home.", "paints the river."], "label": "0"}""",
        ["piqa"] = """{"goal": "Keep bread fresh.", "sol1": "Put it in a closed box.", "sol2": "Put it under the tap.", "label": 0}""",
        ["winogrande"] = """{"sentence": "The pot did not fit into the bag because the _ was too big.", "option1": "pot", "option2": "bag", "answer": "1"}""",
        ["humaneval"] = """{"task_id": "Own/0", "prompt": "def twice(n):\n    \"\"\"Gives n two times.\"\"\"\n", "canonical_solution": "    return 2 * n\n", "test": "def check(candidate):\n    assert candidate(4) == 8\n    assert candidate(0) == 0\n", "entry_point": "twice"}""",
        ["mbpp"] = """{"task_id": 1, "text": "Write a function that gives the larger of two numbers.", "code": "def larger(a, b):\n    return max(a, b)", "test_list": ["assert larger(2, 5) == 5", "assert larger(9, 1) == 9"], "test_setup_code": ""}""",
    };

    public RowFile Of(string benchmark) => Write(Samples[benchmark == "arc_challenge" ? "arc_easy" : benchmark]);

    public RowFile Write(string lines)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.jsonl");
        File.WriteAllText(path, lines);
        return RowFile.Open(path);
    }

    /// <summary>Runs a benchmark with a model that gives these answers, one a question.</summary>
    public static async Task<BenchmarkReport> RunAsync(Benchmark benchmark, RowFile rows, BenchmarkOptions options, params string[] answers)
    {
        var next = 0;
        return await BenchmarkRunner.RunAsync(benchmark, rows, options with { Parallel = 1 }, (_, _) => Task.FromResult(answers[next++]));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
