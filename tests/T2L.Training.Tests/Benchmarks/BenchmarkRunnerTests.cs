using T2L.Tokenizers.ChatTemplates;
using T2L.Training.Benchmarks;
using T2L.Training.Rows;

namespace T2L.Training.Tests.Benchmarks;

public sealed class BenchmarkRunnerTests : IDisposable
{
    private readonly SampleRows _rows = new();

    public static TheoryData<string> Names => [.. BenchmarkCatalog.Names];

    [Theory]
    [InlineData("arc_easy", "A: a cork|(2)", 2)]
    [InlineData("arc_challenge", "A cork.|3", 1)] // "A cork." begins with its label
    [InlineData("openbookqa", " b. water", 1)]
    [InlineData("boolq", "true|invalid", 1)] // "invalid" reads as true
    [InlineData("boolq", "unknown|unknown", 1)] // "unknown" reads as false
    [InlineData("gsm8k", " 24 - 4 = 20 pens.", 1)]
    [InlineData("gsm8k", " 20 pens and 1,000", 0)]
    [InlineData("hellaswag", "0", 1)]
    [InlineData("piqa", "(1)", 0)]
    [InlineData("winogrande", "`1`", 1)]
    public async Task Counts_right_answers(string name, string answers, int right)
    {
        var report = await SampleRows.RunAsync(BenchmarkCatalog.Get(name), _rows.Of(name), new(), answers.Split('|'));

        Assert.Equal(right, report.Answers.Count(answer => answer.Right == true));
        Assert.Equal(right / (double)report.Questions, report.Score);
        Assert.InRange(report.Score!.Value, report.Low!.Value, report.High!.Value);
        Assert.Equal(("accuracy", "measured"), (report.Metric, report.Status));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_question_is_rendered_by_the_chat_template_and_the_answer_begun_behind_it(string name)
    {
        var prompts = new List<string>();

        await BenchmarkRunner.RunAsync(BenchmarkCatalog.Get(name), _rows.Of(name), new() { Template = BuiltInTemplates.Get("t2l-mistral"), Parallel = 1 }, (prompt, _) =>
        {
            prompts.Add(prompt);
            return Task.FromResult("x");
        });

        var prefill = name switch
        {
            "gsm8k" => "Let's think step by step.",
            "mbpp" => "```python\n",
            "humaneval" => "```python\ndef twice(n):\n    \"\"\"Gives n two times.\"\"\"\n",
            _ => "",
        };
        Assert.All(prompts, prompt => Assert.StartsWith("<s> [INST] \n\n", prompt, StringComparison.Ordinal));
        Assert.All(prompts, prompt => Assert.EndsWith(" [/INST]" + prefill, prompt, StringComparison.Ordinal));
        Assert.All(prompts, prompt => Assert.DoesNotContain("{", prompt, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Arc_asks_with_four_choices_under_the_row_s_own_labels()
    {
        var report = await SampleRows.RunAsync(BenchmarkCatalog.Get("arc_easy"), _rows.Of("arc_easy"), new(), "A", "2");

        Assert.Contains("A: a cork\nB: a coin\nC: a stone\nD: a key", report.Answers[0].Prompt, StringComparison.Ordinal);
        Assert.Contains("1: milk\n2: honey\n3: silk\n4: N/A", report.Answers[1].Prompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gsm8k_ends_its_question_with_two_newlines()
    {
        var report = await SampleRows.RunAsync(BenchmarkCatalog.Get("gsm8k"), _rows.Of("gsm8k"), new() { Template = BuiltInTemplates.Get("t2l-mistral") }, "20");

        Assert.EndsWith("How many are left?\n\n [/INST]Let's think step by step.", report.Answers[0].Prompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worked_examples_stand_before_the_question_and_the_answer_begins_with_its_mark()
    {
        var examples = _rows.Write(string.Join('\n', Enumerable.Range(1, 5).Select(i =>
            $$"""{"sentence": "Example {{i}} _", "option1": "p{{i}}", "option2": "q{{i}}", "answer": "{{1 + i % 2}}"}""")));

        var report = await SampleRows.RunAsync(BenchmarkCatalog.Get("winogrande"), _rows.Of("winogrande"), new() { Examples = examples, Description = "not used" }, "1");

        var prompt = report.Answers[0].Prompt;
        Assert.Equal(3, prompt.Split("Example ").Length - 1);
        Assert.Contains("2: q1\nAnswer: 2\n\n", prompt, StringComparison.Ordinal);
        Assert.EndsWith("2: bag\nAnswer:", prompt, StringComparison.Ordinal);
        Assert.DoesNotContain("not used", prompt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gsm8k", true, true, false)]
    [InlineData("gsm8k", false, true, false)]
    [InlineData("humaneval", true, false, false)]
    [InlineData("humaneval", false, true, true)]
    [InlineData("piqa", false, true, true)]
    public async Task Context_is_dropped_where_the_reference_drops_it(string name, bool worked, bool described, bool changed)
    {
        var examples = _rows.Write(string.Join('\n', Enumerable.Repeat(SampleRows.Samples[name], 3)));
        var plain = await SampleRows.RunAsync(BenchmarkCatalog.Get(name), _rows.Of(name), new(), "x");

        var other = await SampleRows.RunAsync(BenchmarkCatalog.Get(name), _rows.Of(name),
            new() { Examples = worked ? examples : null, Description = described ? "A description." : null }, "x");

        Assert.Equal(changed ? "A description.\n\n" + plain.Answers[0].Prompt : plain.Answers[0].Prompt, other.Answers[0].Prompt);
    }

    [Fact]
    public async Task Worked_examples_need_three_rows() =>
        Assert.Contains("the file has 1 rows, expected at least 3", (await Assert.ThrowsAsync<DataFormatException>(() => SampleRows.RunAsync(
            BenchmarkCatalog.Get("piqa"), _rows.Of("piqa"), new() { Examples = _rows.Of("piqa") }, "0"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_damaged_row_is_found_before_the_model_is_asked()
    {
        var rows = _rows.Write(SampleRows.Samples["piqa"] + "\n{\"goal\": \"x\"}");

        var refusal = await Assert.ThrowsAsync<DataFormatException>(() => SampleRows.RunAsync(BenchmarkCatalog.Get("piqa"), rows, new()));

        Assert.Contains("row 2 has no 'sol1'; it has goal.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_that_the_model_cannot_take_is_found_before_the_model_is_asked()
    {
        static void Check(string prompt)
        {
            if (prompt.Contains("honey", StringComparison.Ordinal))
                throw new InvalidOperationException("too long.");
        }

        var refusal = await Assert.ThrowsAsync<DataFormatException>(() => SampleRows.RunAsync(BenchmarkCatalog.Get("arc_easy"), _rows.Of("arc_easy"), new() { Check = Check }));

        Assert.Contains("row 2 cannot be asked: too long.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_answered_before_the_end_is_kept(bool stopped)
    {
        using var stop = new CancellationTokenSource();
        var asked = 0;

        var cut = await Assert.ThrowsAsync<BenchmarkCutException>(() => BenchmarkRunner.RunAsync(BenchmarkCatalog.Get("boolq"), _rows.Of("boolq"), new() { Parallel = 1 }, (_, token) =>
        {
            if (asked++ == 0)
                return Task.FromResult("true");
            if (stopped)
                stop.Cancel();
            token.ThrowIfCancellationRequested();
            throw new InvalidOperationException("the model is gone");
        }, cancellation: stop.Token));

        Assert.Equal(("cut", 2, null, "true"), (cut.Report.Status, cut.Report.Questions, cut.Report.Score, Assert.Single(cut.Report.Answers).Completion));
        Assert.Equal(stopped, cut.InnerException is OperationCanceledException);
    }

    [Fact]
    public async Task Only_so_many_rows_are_asked_and_progress_is_told()
    {
        var told = new List<BenchmarkProgress>();

        var report = await BenchmarkRunner.RunAsync(BenchmarkCatalog.Get("arc_easy"), _rows.Of("arc_easy"), new() { Limit = 1 }, (_, _) => Task.FromResult("A"), new Told(told.Add));

        Assert.Equal(1, report.Questions);
        Assert.Equal([(1, 1, 1)], told.Select(value => (value.Done, value.Questions, value.Right!.Value)));
    }

    [Fact]
    public void Unknown_names_are_refused_with_those_there_are() =>
        Assert.StartsWith("There is no benchmark 'mmlu'; there are arc_challenge, arc_easy, boolq,", Assert.Throws<ArgumentException>(() => BenchmarkCatalog.Get("mmlu")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_written_report_holds_every_answer()
    {
        var report = await SampleRows.RunAsync(BenchmarkCatalog.Get("boolq"), _rows.Of("boolq"), new(), "true", "no");
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");

        BenchmarkFiles.Write(path, report);

        using var json = System.Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(path));
        Assert.Equal(1, json.RootElement.GetProperty("score").GetDouble());
        Assert.Equal(["true", "no"], json.RootElement.GetProperty("answers").EnumerateArray().Select(answer => answer.GetProperty("completion").GetString()));
        File.Delete(path);
    }

    private sealed class Told(Action<BenchmarkProgress> action) : IProgress<BenchmarkProgress>
    {
        public void Report(BenchmarkProgress value) => action(value);
    }

    public void Dispose() => _rows.Dispose();
}
