using T2L.Adapters.Svf;
using T2L.Cli.Tests.Support;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands.Svf;

/// <summary>svf train on the bundled base model, a step or two.</summary>
[Collection(OneConsole.Name)]
public sealed class SvfTrainTests : IDisposable
{
    private static readonly string Base = Path.Combine(Repository.Root, "models", "nano", "base");

    private readonly TemporaryDirectory _folder = new();

    private string Svd => _folder.File("svd");

    public void Dispose() => _folder.Dispose();

    [NanoFact]
    public async Task One_task_gives_a_file_with_its_card_and_several_give_a_folder_with_an_index()
    {
        (await ProgramRun.InProcessAsync("svf", "decompose", "--model", Base, "--out", Svd)).Succeeds();
        var file = _folder.File("reverse.safetensors");

        (await Train("--task", "word.reverse/plain", "--out", file)).Succeeds();

        var expert = SvfExpertFile.Read(file);
        Assert.Equal(("word.reverse/plain", "supervised"), (expert.Manifest.Label, expert.Manifest.Origin.Method));
        Assert.Contains("gives", File.ReadAllText(_folder.File("reverse.md")), StringComparison.Ordinal);
        (await ProgramRun.InProcessAsync("svf", "show", file, "--decomposition", Svd, "--json")).Succeeds();

        File.WriteAllText(_folder.File("tasks.txt"), "word.upper/plain\nnumber.double/plain\n");
        var run = (await Train("--tasks-from", _folder.File("tasks.txt"), "--method", "evolution", "--from", file, "--out", _folder.File("experts"), "--json")).Succeeds();
        Assert.Equal(["number.double/plain", "word.upper/plain"], run.Json.GetProperty("experts").GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("task").GetString()));
        var again = (await Train("--tasks-from", _folder.File("experts/experts.json"), "--method", "reinforce", "--from", _folder.File("experts"), "--out", _folder.File("more"), "--json")).Succeeds();
        Assert.Equal("reinforce", again.Json.GetProperty("experts").GetProperty("method").GetString());

        await RefusesAsync(file);
    }

    private async Task RefusesAsync(string file)
    {
        (await Train("--task", "word.revers/plain", "--out", _folder.File("x"))).Refuses(2, "no task 'word.revers/plain'. The nearest are 'word.reverse/plain'");
        (await Train("--out", _folder.File("x"))).Refuses(2, "No task is named. Say --task word.reverse/plain");
        (await Train("--task", "word.reverse/plain", "--all", "--out", _folder.File("x"))).Refuses(2, "say one of them");
        (await Train("--task", "word.reverse/plain", "--method", "magic", "--out", _folder.File("x"))).Refuses(2, "--method is 'magic'; expected supervised, reinforce or evolution");
        (await Train("--task", "word.reverse/plain", "--targets", "q,v", "--out", _folder.File("x"))).Refuses(2, "holds gate,up,down; the experts are to gate q,v");
        (await Train("--task", "word.reverse/plain", "--task", "word.upper/plain", "--out", _folder.File("two.safetensors"))).Refuses(2, "is one file; there it takes one --task");
        (await Train("--task", "word.reverse/plain", "--run-code", "/bin/sh", "--out", _folder.File("x"))).Refuses(2, "--run-code means nothing to tasks of the nano suite");
        (await ProgramRun.InProcessAsync("svf", "train", "--task", "word.reverse/plain", "--base", Base, "--decomposition", _folder.File("nowhere"), "--out", _folder.File("x"))).Refuses(2, "does not exist. Make it: ./t2l svf decompose");
        File.Copy(file, _folder.File("somebodys.safetensors"));
        (await Train("--task", "word.reverse/plain", "--out", _folder.File("somebodys.safetensors"))).Refuses(2, "exists and was not begun by this command");
        Assert.False(Directory.Exists(_folder.File("x")));
    }

    private Task<ProgramRun> Train(params string[] more) =>
        ProgramRun.InProcessAsync(["svf", "train", "--base", Base, "--decomposition", Svd, "--steps", "1", "--workers", "1", .. more]);
}
