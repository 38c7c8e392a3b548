using T2L.Cli.Tests.Support;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands;

/// <summary>eval --strategies on the bundled base, its decomposition and its experts.</summary>
[Collection(OneConsole.Name)]
public sealed class StrategyEvaluationTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [NanoFact]
    public async Task Strategies_are_measured_beside_the_best_expert_and_what_should_fail()
    {
        var classifier = _folder.File("dispatch.safetensors");
        (await ProgramRun.InProcessAsync("svf", "train", "--dispatch", "--task", "date.day/hash", "--task", "number.add_ten/hash", "--steps", "1", "--workers", "1", "--out", classifier)).Succeeds();

        var run = (await EvalAsync("--classifier", classifier, "--task", "date.day/plain", "--task", "pair.larger/parens", "--budgets", "3", "--generations", "1", "--questions", "4", "--report", _folder.File("out"), "--json")).Succeeds();

        var rows = run.Json.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("method").GetString()!);
        Assert.Equal(
            ["base", "best_single_3", "classify", "few_shot_3", "few_shot_3_matrix", "few_shot_3_official_ranking", "few_shot_3_raw", "few_shot_3_official", "random_z", "wrong_expert"], rows.Keys);
        Assert.All(rows.Values, row => Assert.InRange(row.GetProperty("exact_match").GetDouble(), 0, 1));
        Assert.Equal("request", rows["classify"].GetProperty("first_pass").GetProperty("per").GetString());
        Assert.True(rows["classify"].GetProperty("second_pass").GetProperty("tokens").GetDouble() > 0);
        // 32 candidates, then the mix, the base and 18 experts, all on the same three examples.
        Assert.Equal(18.0 / 52, rows["best_single_3"].GetProperty("first_pass").GetProperty("tokens").GetDouble() / rows["few_shot_3"].GetProperty("first_pass").GetProperty("tokens").GetDouble(), 1e-9);
        Assert.Equal(["prompt"], run.Json.GetProperty("left_out").EnumerateArray().Select(missing => missing.GetProperty("method").GetString()));
        Assert.Equal(2, run.Json.GetProperty("tasks").GetArrayLength());
        Assert.Contains("| date.day/plain | 0 |", File.ReadAllText(_folder.File("out/report.md")), StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.File("out/report.json")));
    }

    [NanoFact]
    public async Task What_is_not_unseen_or_means_nothing_here_is_refused()
    {
        (await EvalAsync("--task", "date.day/hash")).Refuses(2, "Task 'date.day/hash' has an expert");
        (await EvalAsync("--task", "date.dya/hash")).Refuses(2, "no task 'date.dya/hash'. The nearest are 'date.day/hash'");
        (await EvalAsync("--shots", "3")).Refuses(2, "--shots means nothing to --strategies");
        (await EvalAsync("--budgets", "3,x")).Refuses(2, "--budgets is '3,x'; expected whole numbers");
        (await ProgramRun.InProcessAsync("eval", "--suite", "nano", "--draws", "1")).Refuses(2, "--draws means nothing to --suite");
    }

    private static Task<ProgramRun> EvalAsync(params string[] more) => ProgramRun.InProcessAsync(["eval", "--strategies", .. more]);
}
