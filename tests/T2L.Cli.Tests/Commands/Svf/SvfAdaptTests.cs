using System.Text.Json;
using T2L.Adapters.Svf;
using T2L.Cli.Tests.Support;
using T2L.Svf.Adaptation;
using T2L.Testing;
using T2L.Training.Tasks;

namespace T2L.Cli.Tests.Commands.Svf;

/// <summary>svf adapt and svf transfer on the bundled base model, its decomposition and its experts.</summary>
[Collection(OneConsole.Name)]
public sealed class SvfAdaptTests : IDisposable
{
    private static readonly string Bundled = Path.Combine(Repository.Root, "adapters", "svf");
    private static readonly string[] Three = [.. new[] { "date.day.hash", "date.day_first.plain", "number.add_five.plain" }.Select(name => Path.Combine(Bundled, name))];

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [NanoFact]
    public async Task A_few_examples_find_the_expert_that_answers_them_and_the_mix_is_kept()
    {
        var (file, input) = (Examples("date.day/hash", 12), "2024-03-17");

        var run = (await Adapt("--examples", file, "--shots", "6", "--generations", "4", "--population", "12", "--prompt", input, "--save", _folder.File("mix.safetensors"), "--json")).Succeeds();

        var (before, after) = (run.Json.GetProperty("base"), run.Json.GetProperty("adapted"));
        Assert.True(run.Json.GetProperty("helps").GetBoolean());
        Assert.True(after.GetProperty("exact_match").GetDouble() >= before.GetProperty("exact_match").GetDouble() + 0.5, run.Output);
        var kept = run.Json.GetProperty("held_out");
        Assert.Equal(6, kept.GetProperty("adapted").GetProperty("examples").GetInt32());
        // The task's own expert is among the three: the search's examples choose it, and the others measure it.
        Assert.Equal("date.day/hash", kept.GetProperty("best_single").GetProperty("name").GetString());
        Assert.Equal((6, 1.0), (kept.GetProperty("best_single").GetProperty("examples").GetInt32(), kept.GetProperty("best_single").GetProperty("exact_match").GetDouble()));
        Assert.Equal(["date.day/hash", "date.day_first/plain", "number.add_five/plain"], run.Json.GetProperty("weights").EnumerateArray().Select(row => row.GetProperty("expert").GetString()));
        Assert.Equal((input, "mix"), (run.Json.GetProperty("answers")[0].GetProperty("prompt").GetString(), run.Json.GetProperty("answers")[0].GetProperty("expert").GetString()));
        Assert.Equal(4, run.Error.Split("svf adapt  generation ").Length - 1);
        Assert.Equal("mix", SvfExpertFile.Read(_folder.File("mix.safetensors")).Manifest.Origin.Method);
        (await Adapt("--examples", file, "--save", _folder.File("mix.safetensors"))).Refuses(2, "--save '", "exists. Name another file, or say --force.");
    }

    [NanoFact]
    public async Task A_checker_takes_answers_that_a_whole_comparison_does_not()
    {
        // The expert answers "17"; the examples' answers are "so 17", which no expert says as a whole.
        var task = TaskSuite.Nano(0).Find("number.add_five/plain");
        var random = new Random(3);
        var file = _folder.File("worked.jsonl");
        File.WriteAllLines(file, Enumerable.Range(0, 4).Select(_ => task.Sample(random, Split.Test)).Select(one => JsonSerializer.Serialize(new { input = one.Input, answer = "so " + one.Answer })));
        string[] search = ["--examples", file, "--generations", "1", "--population", "4", "--elite", "0.5", "--json"];

        var read = (await Adapt([.. search, "--check", "number"])).Succeeds();
        var whole = (await Adapt(search)).Succeeds();

        Assert.Equal(1, Alone(read, "number.add_five/plain"));
        Assert.Equal(0, Alone(whole, "number.add_five/plain"));
        (await Adapt([.. search, "--check", "tests"])).Refuses(2, "--check is 'tests'; expected whole, number, choice or formula.");

        static double Alone(ProgramRun run, string expert) => run.Json.GetProperty("alone").EnumerateArray().Single(one => one.GetProperty("name").GetString() == expert).GetProperty("exact_match").GetDouble();
    }

    [NanoFact]
    public async Task A_classification_expert_chooses_for_each_request()
    {
        var classifier = _folder.File("dispatch.safetensors");
        (await ProgramRun.InProcessAsync(
            "svf", "train", "--dispatch", "--task", "date.day/hash", "--task", "number.add_five/plain", "--steps", "60", "--workers", "1", "--out", classifier)).Succeeds();
        Assert.Equal(["date.day/hash", "number.add_five/plain"], DispatchLetters.Of(SvfExpertFile.Read(classifier).Manifest)!.Labels);
        Assert.Contains("--dispatch --task date.day/hash --task number.add_five/plain", File.ReadAllText(_folder.File("dispatch.md")), StringComparison.Ordinal);

        var run = (await Adapt("--strategy", "classify", "--classifier", classifier, "--examples", Examples("date.day/hash", 3), "--prompt", "12", "--prompt", "12", "--json")).Succeeds();

        var chosen = Assert.Single(run.Json.GetProperty("chosen").EnumerateArray());
        Assert.Equal(("date.day/hash", 3), (chosen.GetProperty("expert").GetString(), chosen.GetProperty("examples").GetInt32()));
        Assert.True(run.Json.GetProperty("adapted").GetProperty("exact_match").GetDouble() > 0.5, run.Output);
        var answers = run.Json.GetProperty("answers");
        Assert.Equal(("12", "number.add_five/plain", "17"), (answers[0].GetProperty("prompt").GetString(), answers[0].GetProperty("expert").GetString(), answers[0].GetProperty("adapted").GetString()!.Trim()));
        // The second time the choice was remembered; four first passes were timed.
        Assert.True(answers[0].GetProperty("first_pass_ms").GetDouble() > 0);
        Assert.Equal(JsonValueKind.Null, answers[1].GetProperty("first_pass_ms").ValueKind);
        Assert.True(run.Json.GetProperty("first_pass_ms").GetDouble() > 0);
        Assert.Contains("knows nothing of date.day_first/plain; what is for these, the base model answers", run.Error, StringComparison.Ordinal);
        (await ProgramRun.InProcessAsync("svf", "adapt", "--experts", Three[1], "--strategy", "classify", "--classifier", classifier, "--prompt", "12"))
            .Refuses(2, "knows 'date.day/hash', 'number.add_five/plain'; the experts at hand are 'date.day_first/plain', none of those");
        (await Adapt("--strategy", "classify", "--prompt", "12")).Refuses(2, "needs a classification expert, and there is none among --experts. Train one: ./t2l svf train --dispatch");
        // The nano base reads no instructions, nor can it.
        (await Adapt("--strategy", "prompt", "--prompt", "12")).Refuses(2, "The first pass cannot be asked by a prompt");
    }

    [NanoFact]
    public async Task A_request_that_cannot_be_answered_is_refused_before_the_search()
    {
        var run = await Adapt("--examples", Examples("date.day/hash", 3), "--prompt", new string('a', 5000), "--save", _folder.File("mix.safetensors"));

        run.Refuses(2, "The prompt has");
        Assert.DoesNotContain("generation", run.Error, StringComparison.Ordinal);
    }

    [NanoFact]
    public async Task Where_no_mix_helps_none_is_written_and_that_is_said()
    {
        string[] search = ["--generations", "1", "--population", "10", "--save", _folder.File("mix.safetensors")];
        var asked = (await Adapt([.. search, "--examples", Examples("date.day/hash", 3), "--prompt", "stone", "--prompt", "river", "--prompt", "window", "--json"])).Succeeds();
        File.Delete(_folder.File("mix.safetensors"));
        // What the base model says by itself it says best by itself.
        File.WriteAllLines(_folder.File("own.jsonl"), asked.Json.GetProperty("answers").EnumerateArray().Select(answer =>
            JsonSerializer.Serialize(new { input = answer.GetProperty("prompt").GetString(), answer = answer.GetProperty("base").GetString() })));

        var run = (await ProgramRun.ChildAsync(new Dictionary<string, string>(), ["svf", "adapt", "--experts", .. Three, .. search, "--examples", _folder.File("own.jsonl")])).Succeeds();

        Assert.Contains("mix.safetensors not written: there is no mix to keep", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("mix.safetensors")));
    }

    [NanoFact]
    public async Task A_mix_names_its_parts_by_the_digests_of_their_files()
    {
        var labelled = SvfExpertFile.Read(Path.Combine(Three[0], SvfExpertFile.Name));
        var nameless = new SvfExpert(labelled.Manifest with { Label = "" }, labelled.Vectors);
        SvfExpertFile.Write(_folder.File("nameless.safetensors"), nameless);

        var run = (await ProgramRun.InProcessAsync(
            "svf", "adapt", "--experts", _folder.File("nameless.safetensors"), Three[2], "--examples", Examples("date.day/hash", 3), "--generations", "1", "--population", "10",
            "--save", _folder.File("mix.safetensors"), "--json")).Succeeds();

        Assert.Equal("nameless", run.Json.GetProperty("weights")[0].GetProperty("expert").GetString());
        Assert.StartsWith(SvfExpertFile.DigestOf(nameless).Value, SvfExpertFile.Read(_folder.File("mix.safetensors")).Manifest.Origin.Details["experts"], StringComparison.Ordinal);
    }

    [NanoFact]
    public async Task What_cannot_work_is_refused_with_what_would()
    {
        var file = Examples("date.day/hash", 2);

        (await Adapt("--examples", file)).Refuses(2, "There are 2 examples; a search for weights needs at least 3");
        (await Adapt("--examples", file, "--shots", "3")).Refuses(2, "--shots is 3; expected 3 to 2");
        (await Adapt("--examples", Examples("date.day/hash", 3), "--min=-0.5")).Refuses(2, "Minimum is -0.5 in gate space", "--space raw, or --min 0");
        (await Adapt("--prompt", "12")).Refuses(2, "--strategy few-shot needs --examples FILE");
        (await Adapt("--strategy", "classify", "--prompt", "12", "--population", "8")).Refuses(2, "--population means nothing to --strategy classify");
        (await Adapt("--strategy", "guess", "--prompt", "12")).Refuses(2, "--strategy is 'guess'; expected prompt, classify or few-shot");
        (await Adapt("--examples", file, "--weights", "row")).Refuses(2, "--weights is 'row'; expected global, layer or matrix");
        (await ProgramRun.InProcessAsync("svf", "adapt", "--experts", _folder.Path, "--examples", Examples("date.day/hash", 3))).Refuses(2, "has no SVF experts. Train some: ./t2l svf train");
    }

    [NanoFact]
    public async Task An_expert_is_not_moved_to_its_own_model()
    {
        var svd = Path.Combine(Repository.Root, "models", "nano", "svf");

        (await ProgramRun.InProcessAsync("svf", "transfer", Path.Combine(Three[0], SvfExpertFile.Name), "--from", svd, "--to", svd, "--out", _folder.File("moved.safetensors"))).Refuses(2, "name the decomposition of another model with --to");
        Assert.False(File.Exists(_folder.File("moved.safetensors")));
    }

    private static Task<ProgramRun> Adapt(params string[] more) => ProgramRun.InProcessAsync(["svf", "adapt", "--experts", .. Three, .. more]);

    private string Examples(string task, int count)
    {
        var definition = TaskSuite.Nano(0).AllTasks.Single(one => one.Id == task);
        var random = new Random(7);
        var path = _folder.File($"{task.Replace('/', '.')}-{count}.jsonl");
        File.WriteAllLines(path, Enumerable.Range(0, count).Select(_ => definition.Sample(random, Split.Test)).Select(one => JsonSerializer.Serialize(new { input = one.Input, answer = one.Answer })));
        return path;
    }
}
