using System.Text.Json;
using T2L.Cli.Tests.Support;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands;

[Collection(OneConsole.Name)]
public sealed class BenchmarkEvaluationTests : IDisposable
{
    private readonly TemporaryDirectory _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task Refuses_a_benchmark_without_questions() => (await EvalAsync("--benchmark", "piqa")).Refuses(2, "--data FILE");

    [Fact]
    public async Task Refuses_a_benchmark_that_there_is_not() => (await EvalAsync("--benchmark", "mmlu", "--data", Rows())).Refuses(2, "'mmlu'", "hellaswag");

    [Fact]
    public async Task Refuses_an_adapter_and_a_description_together() =>
        (await EvalAsync("--benchmark", "boolq", "--data", Rows(), "--adapter", "x", "--description", "y")).Refuses(2, "--adapter", "--description");

    [Fact]
    public async Task Refuses_questions_that_are_not_there() =>
        (await EvalAsync("--benchmark", "boolq", "--data", _temporary.File("none.jsonl"))).Refuses(2, "none.jsonl", "does not exist");

    [Fact]
    public async Task Refuses_a_limit_of_nothing() => (await EvalAsync("--benchmark", "boolq", "--data", Rows(), "--limit", "0")).Refuses(2, "--limit");

    [NanoFact]
    public async Task Refuses_a_question_too_long_for_the_model_before_it_asks_any()
    {
        var rows = _temporary.File("long.jsonl");
        File.WriteAllLines(rows, [.. File.ReadAllLines(Rows()), $$"""{"passage": "", "question": "{{new string('a', 5000)}}", "answer": true}"""]);

        (await EvalAsync("--benchmark", "boolq", "--data", rows, "--tasks", Questions(), "--chat-template", "none", "--max-tokens", "8")).Refuses(2, "row 4 cannot be asked", "positions");
    }

    [NanoFact]
    public async Task Asks_with_an_adapter_made_from_a_description_and_writes_every_answer_down()
    {
        var answers = _temporary.File("answers.json");

        var run = (await EvalAsync("--benchmark", "boolq", "--data", Rows(), "--tasks", Questions(), "--chat-template", "none",
            "--description", "Write the word backwards.", "--limit", "2", "--max-tokens", "8", "--out", answers, "--json")).Succeeds();

        Assert.Equal("measured", run.Json.GetProperty("status").GetString());
        Assert.Equal(2, run.Json.GetProperty("questions").GetInt32());
        Assert.StartsWith("sha256:", run.Json.GetProperty("adapter").GetString(), StringComparison.Ordinal);
        using var written = JsonDocument.Parse(File.ReadAllBytes(answers));
        Assert.Equal(["stone", "river"], written.RootElement.GetProperty("answers").EnumerateArray().Select(answer => answer.GetProperty("prompt").GetString()));
        Assert.Equal("enots", written.RootElement.GetProperty("answers")[0].GetProperty("completion").GetString());
    }

    // The question alone: the nano base has no token for a new line.
    private string Questions()
    {
        var task = Directory.CreateDirectory(Path.Combine(_temporary.File("tasks"), "boolq")).FullName;
        File.WriteAllText(Path.Combine(task, "metadata.yaml"), "descriptions: [a]\nds_kwargs: {split: train}\nuser_prompt_template: '{question}'\nresponse_field: answer\n");
        return _temporary.File("tasks");
    }

    private string Rows()
    {
        var file = _temporary.File("rows.jsonl");
        File.WriteAllLines(file, new[] { "stone", "river", "table" }.Select(word => $$"""{"passage": "", "question": "{{word}}", "answer": true}"""));
        return file;
    }

    private static Task<ProgramRun> EvalAsync(params string[] arguments) => ProgramRun.InProcessAsync(["eval", .. arguments]);
}
