using System.Text;
using T2L.Adapters;
using T2L.Testing;
using T2L.Training.Recipes;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Tests.Recipes;

/// <summary>Finished parts are taken as they are; those that belong to another world are refused before anything is trained.</summary>
public sealed class NanoWorldChecksTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void A_part_of_another_seed_is_refused() => Refused("base", seed: 1, tasks: 1644, "was trained with seed 1, not 0");

    [Fact]
    public void A_part_of_other_tasks_is_refused() => Refused("hypernetwork-M", seed: 0, tasks: 16, "was trained on 16 tasks, not 479");

    [Fact]
    public void An_encoder_that_met_other_descriptions_is_refused()
    {
        File.WriteAllText(_folder.File("d.jsonl"), """
            {"task": "a", "descriptions": ["Say a.", "Write a.", "Give a.", "Name a.", "Read a.", "Tell a.", "Want a.", "Take a."]}
            {"task": "b", "descriptions": ["Say b.", "Write b.", "Give b.", "Name b.", "Read b.", "Tell b.", "Want b.", "Take b."]}
            """);

        Refused("encoder", seed: 0, tasks: 479, "no descriptions but the suite's", _folder.File("d.jsonl"));
    }

    [Fact]
    public void A_hypernetwork_that_was_made_for_another_encoder_is_refused()
    {
        var encoder = Encoder("one");

        var error = Assert.Throws<ArgumentException>(Checks(new() { [RunSources.Encoder] = Digest.Of("other"u8).Value }).Check);

        Assert.Contains($"'{_folder.File("work/hypernetwork")}' was trained with other weights than those in '{encoder}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_was_made_for_this_encoder_is_taken_until_there_is_another()
    {
        var checks = Checks(new() { [RunSources.Encoder] = RunSources.Digest(RunSources.Encoder, Encoder("one")) });
        checks.Check();
        Encoder("two");

        Assert.Throws<ArgumentException>(() => checks.CheckSources("hypernetwork"));
    }

    [Fact]
    public void A_record_from_before_sources_were_noted_is_trusted()
    {
        Encoder("one");

        Checks(sources: null).Check();
    }

    [Fact]
    public async Task The_file_of_descriptions_may_be_a_pipe()
    {
        Record("encoder").Write(_folder.File("work/encoder"));
        var lines = string.Join('\n', new[] { "a", "b" }.Select(task => $"{{\"task\": \"{task}\", \"descriptions\": [{string.Join(',', Enumerable.Range(0, 40).Select(i => $"\"{task} does {i}\""))}]}}"));

        var error = await Fifo.ReadAsync(_folder.File("pipe"), Encoding.UTF8.GetBytes(lines), pipe => Assert.Throws<ArgumentException>(() => NanoWorldRecipe.Run(Options with { Descriptions = pipe })));

        Assert.Contains("not with those of 'pipe'", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private NanoWorldOptions Options => new() { Output = _folder.File("out"), Work = _folder.File("work") };

    private static RunRecord Record(string stage, int seed = 0, int tasks = 479) => new() { Stage = stage, Seed = seed, Steps = 1, TrainingTasks = tasks, Summary = "" };

    private NanoWorldChecks Checks(Dictionary<string, string>? sources)
    {
        (Record("sft") with { Sources = sources }).Write(_folder.File("work/hypernetwork"));
        return new NanoWorldChecks(TaskSuite.Nano(0), Options, descriptions: null, NanoWorldFolders.Of(Options));
    }

    // A digest is all that is asked of it.
    private string Encoder(string model)
    {
        var folder = _folder.File("work/encoder");
        Record("encoder").Write(folder);
        File.WriteAllText(Path.Combine(folder, "model.onnx"), model);
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), "{}");
        return folder;
    }

    private void Refused(string part, int seed, int tasks, string why, string? descriptions = null)
    {
        Record("", seed, tasks).Write(_folder.File($"work/{part}"));

        var error = Assert.Throws<ArgumentException>(() => NanoWorldRecipe.Run(Options with { Descriptions = descriptions }));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("out")));
    }
}
