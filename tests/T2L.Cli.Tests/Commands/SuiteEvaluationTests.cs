using System.Text.Json;
using T2L.Cli.Tests.Support;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands;

[Collection(OneConsole.Name)]
public sealed class SuiteEvaluationTests : IDisposable
{
    private readonly TemporaryDirectory _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task Refuses_another_suite() => (await EvalAsync("--suite", "huge")).Refuses(2, "'huge'", "'nano'");

    [Fact]
    public async Task Refuses_seeds_that_are_no_numbers() => (await EvalAsync("--seeds", "0,one")).Refuses(2, "--seeds is '0,one'");

    [Fact]
    public async Task Refuses_one_hypernetwork_for_several_splits() =>
        (await EvalAsync("--seeds", "0,1", "--hypernetwork", "sft=models")).Refuses(2, "for 2 seeds", "{seed}");

    [Fact]
    public async Task Refuses_two_hypernetworks_of_one_name() => (await EvalAsync("--hypernetwork", "a", "--hypernetwork", "b")).Refuses(2, "named 'sft'", "NAME=DIR");

    [Fact]
    public async Task Refuses_a_list_of_runs_that_is_not_there() => (await EvalAsync("--runs", _temporary.File("runs.json"))).Refuses(2, "runs.json", "does not exist");

    [NanoFact]
    public async Task Refuses_oracles_that_are_not_there() => (await EvalAsync("--oracles", _temporary.File("oracles"))).Refuses(2, "oracles.json", "t2l train oracle");

    [NanoFact]
    public async Task Measures_what_it_has_and_says_what_it_left_out()
    {
        var report = _temporary.File("report");

        var run = (await EvalAsync("--tasks-per-split", "2", "--examples", "2", "--wordings", "1", "--shots", "1", "--report", report, "--json")).Succeeds();

        var rows = run.Json.GetProperty("rows").EnumerateArray().Select(row => $"{row.GetProperty("method")} {row.GetProperty("split")}").ToList();
        string[] prompts = ["base", "base_description", "few_shot_1"], written = ["sft"], controls = ["sft_other_task", "sft_random_text"];
        Assert.Equal(
            new[] { "seen", "unseen_wording", "unseen_task", "unseen_family" }.SelectMany(split =>
                prompts.Concat(written).Concat(split == "seen" ? [] : controls).Select(method => $"{method} {split}")), rows);
        Assert.Equal(["multi_task", "oracle", "nearest_oracle", "reconstruction"], run.Json.GetProperty("left_out").EnumerateArray().Select(missing => missing.GetProperty("method").GetString()));
        Assert.Equal(["index.html", "report.json", "report.md"], Directory.EnumerateFiles(report).Select(Path.GetFileName).Order());
        using var written2 = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(report, "report.json")));
        Assert.Equal(6, written2.RootElement.GetProperty("map").GetProperty("points").GetArrayLength());
    }

    private static Task<ProgramRun> EvalAsync(params string[] arguments) => ProgramRun.InProcessAsync(["eval", .. arguments]);
}
