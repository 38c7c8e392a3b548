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

    [NanoFact]
    public async Task Refuses_two_methods_of_one_name() =>
        (await EvalAsync("--hypernetwork", $"base={Path.Combine(Repository.Root, "models", "nano", "hypernetwork")}")).Refuses(2, "Two methods are called 'base'");

    [NanoFact]
    public async Task With_another_encoder_the_configured_hypernetwork_is_left_out()
    {
        var encoder = Directory.CreateDirectory(_temporary.File("encoder")).FullName;
        foreach (var name in new[] { "model.onnx", "tokenizer.json" })
            File.Copy(Path.Combine(Repository.Root, "models", "nano", "encoder", name), Path.Combine(encoder, name));

        var run = (await EvalAsync("--encoder", encoder, "--tasks-per-split", "1", "--examples", "1", "--wordings", "1", "--shots", "0", "--json")).Succeeds();

        Assert.DoesNotContain(run.Json.GetProperty("rows").EnumerateArray(), row => row.GetProperty("method").GetString()!.StartsWith("sft", StringComparison.Ordinal));
        Assert.Contains(run.Json.GetProperty("left_out").EnumerateArray(), missing => missing.GetProperty("method").GetString() == "sft");
    }

    [Fact]
    public async Task Refuses_a_list_of_runs_that_is_not_there() => (await EvalAsync("--runs", _temporary.File("runs.json"))).Refuses(2, "runs.json", "does not exist");

    [Theory]
    [InlineData("--report means nothing to --benchmark", "--benchmark", "piqa", "--report", "out")]
    [InlineData("--with-examples means nothing to --benchmark", "--benchmark", "piqa", "--with-examples", "4")]
    [InlineData("--seeds means nothing to --encoder-retrieval", "--encoder-retrieval", "x", "--seeds", "0,1")]
    [InlineData("--hypernetwork means nothing to --encoder-retrieval", "--encoder-retrieval", "x", "--hypernetwork", "y")]
    [InlineData("--limit means nothing to --suite", "--suite", "nano", "--limit", "3")]
    [InlineData("--rounds needs --with-examples", "--rounds", "3")]
    public async Task Refuses_what_would_be_passed_over_in_silence(string part, params string[] arguments) => (await EvalAsync(arguments)).Refuses(2, part);

    [NanoFact]
    public async Task A_seed_of_a_run_alone_needs_nothing_but_the_run()
    {
        var run = Directory.CreateDirectory(_temporary.File("sft-0")).FullName;
        foreach (var name in new[] { "hypernetwork.json", "hypernetwork.safetensors" })
            File.Copy(Path.Combine(Repository.Root, "models", "nano", "hypernetwork", name), Path.Combine(run, name));
        await File.WriteAllTextAsync(_temporary.File("runs.json"), """[{"name": "one", "variant": "L", "training_tasks": 1, "seed": 1, "folder": "sft-0"}]""");

        var measured = (await EvalAsync("--hypernetwork", $"sft={_temporary.File("sft-{seed}")}", "--runs", _temporary.File("runs.json"),
            "--tasks-per-split", "1", "--examples", "1", "--wordings", "1", "--shots", "0", "--json")).Succeeds();

        Assert.Contains(measured.Json.GetProperty("notes").EnumerateArray(), note => note.GetString()!.Contains("has no tasks.json", StringComparison.Ordinal));
    }

    [NanoFact]
    public async Task Searches_with_examples_are_rows_beside_the_description_alone()
    {
        var run = (await EvalAsync("--hypernetwork", Path.Combine(Repository.Root, "models", "nano", "hypernetwork"), "--with-examples", "2", "--rounds", "1", "--candidates", "4",
            "--tasks-per-split", "1", "--examples", "2", "--wordings", "1", "--shots", "0", "--json")).Succeeds();

        var rows = run.Json.GetProperty("rows").EnumerateArray().Where(row => row.GetProperty("method").GetString()!.StartsWith("sft", StringComparison.Ordinal)).ToList();
        Assert.Equal(["sft_2_examples unseen_task", "sft_2_examples unseen_family"],
            rows.Select(row => $"{row.GetProperty("method")} {row.GetProperty("split")}").Where(row => row.StartsWith("sft_2", StringComparison.Ordinal)));
        Assert.Contains(rows, row => row.GetProperty("label").GetString() == "T2L-SFT, with 2 examples");
    }

    [NanoFact]
    public async Task Refuses_oracles_that_are_not_there() => (await EvalAsync("--oracles", _temporary.File("oracles"))).Refuses(2, "oracles.json", "t2l train oracle");

    [NanoFact]
    public async Task Measures_what_it_has_and_says_what_it_left_out()
    {
        var report = _temporary.File("report");

        var run = (await EvalAsync("--tasks-per-split", "2", "--examples", "2", "--wordings", "1", "--shots", "1",
            "--with-examples", "2", "--rounds", "1", "--candidates", "4", "--report", report, "--json")).Succeeds();

        var rows = run.Json.GetProperty("rows").EnumerateArray().Select(row => $"{row.GetProperty("method")} {row.GetProperty("split")}").ToList();
        string[] met = ["base", "prompted", "few_shot_1", "multitask_lora", "oracle"], unmet = ["base", "prompted", "few_shot_1", "multitask_lora", "nearest_oracle"];
        string[] hypernetworks = ["sft", "sft-m", "sft-s", "reconstruction"];
        var controlled = hypernetworks.SelectMany(name => new[] { name, $"{name}_other_task", $"{name}_random_text" }).ToList();
        string[] searched = ["sft", "sft_2_examples", .. controlled.Skip(1)];
        (string Split, string[] Methods)[] expected =
        [
            ("seen", [.. met, .. hypernetworks]), ("unseen_wording", [.. met, .. controlled]), ("unseen_task", [.. unmet, .. searched]), ("unseen_family", [.. unmet, .. searched]),
        ];
        Assert.Equal(expected.SelectMany(rows => rows.Methods.Select(method => $"{method} {rows.Split}")), rows);
        Assert.Empty(run.Json.GetProperty("left_out").EnumerateArray());
        Assert.Equal(["index.html", "report.json", "report.md"], Directory.EnumerateFiles(report).Select(Path.GetFileName).Order());
        using var written2 = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(report, "report.json")));
        Assert.Equal(6, written2.RootElement.GetProperty("map").GetProperty("points").GetArrayLength());
    }

    private static Task<ProgramRun> EvalAsync(params string[] arguments) => ProgramRun.InProcessAsync(["eval", .. arguments]);
}
