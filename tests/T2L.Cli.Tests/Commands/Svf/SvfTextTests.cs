using T2L.Adapters.Svf;
using T2L.Cli.Tests.Support;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands.Svf;

/// <summary>svf train-text and svf write on the bundled base model: a step, then an expert from a sentence.</summary>
[Collection(OneConsole.Name)]
public sealed class SvfTextTests : IDisposable
{
    private static readonly string Nano = Path.Combine(Repository.Root, "models", "nano");

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [NanoFact]
    public async Task A_hypernetwork_is_trained_and_writes_experts_that_fit_the_bundled_decomposition()
    {
        File.WriteAllText(_folder.File("small.yaml"), "latent_size: 16\nhead_input_size: 16\ntasks_per_step: 2\nexamples_per_task: 2\ndescriptions_per_task: 2\nmeasure_every: 0\n");
        (await ProgramRun.InProcessAsync(
            "svf", "train-text", "--base", Path.Combine(Nano, "base"), "--encoder", Path.Combine(Nano, "encoder"), "--training-tasks", "2", "--steps", "1", "--workers", "1",
            "--config", _folder.File("small.yaml"), "--out", _folder.File("network"))).Succeeds();

        var file = _folder.File("backwards.safetensors");
        var run = (await Write("Write the word\nbackwards.", "--out", file, "--json")).Succeeds();

        Assert.Equal(1536, run.Json.GetProperty("parameters").GetInt64());
        var expert = SvfExpertFile.Read(file);
        Assert.Equal(("Write the word backwards.", "text"), (expert.Manifest.Label, expert.Manifest.Origin.Method));
        SvfFit.Check(expert, "written", DecompositionManifestFile.Read(Path.Combine(Nano, "svf")));
        (await Write("Write the word backwards.", "--out", file)).Refuses(2, "exists. Name another file, or say --force.");
        (await Write(" ", "--out", _folder.File("x.safetensors"))).Refuses(2, "description");
        (await ProgramRun.InProcessAsync("svf", "write", "Sort.", "--hypernetwork", Nano, "--out", _folder.File("x.safetensors"))).Refuses(2, "expert_hypernetwork.safetensors");
    }

    private Task<ProgramRun> Write(string description, params string[] more) =>
        ProgramRun.InProcessAsync(["svf", "write", description, "--hypernetwork", _folder.File("network"), "--encoder", Path.Combine(Nano, "encoder"), .. more]);
}
