using T2L.Adapters;
using T2L.Adapters.Peft;
using T2L.Adapters.PyTorch;
using T2L.Adapters.Safetensors;
using T2L.Adapters.Svf;
using T2L.Cli.Tests.Support;
using T2L.Registry.Tests;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands.Svf;

/// <summary>The svf commands on the bundled base model.</summary>
[Collection(OneConsole.Name)]
public sealed class SvfTests : IDisposable
{
    private const int Layers = 4, Hidden = 128;

    private static readonly string Base = Path.Combine(Repository.Root, "models", "nano", "base");

    private readonly TemporaryDirectory _folder = new();

    private string Svd => _folder.File("svd");

    public void Dispose() => _folder.Dispose();

    [NanoFact]
    public async Task Decompose_writes_one_side_of_the_MLPs_and_show_verifies_it()
    {
        var run = (await Decompose("--json")).Succeeds();
        Assert.Equal(3 * Layers, run.Json.GetProperty("matrices").GetInt32());
        Assert.Equal(3 * Layers * Hidden, run.Json.GetProperty("singular_values").GetInt64());
        Assert.Equal((3 * Layers) + 1, Directory.GetFiles(Svd).Length);
        // One basis of k · k float32 each, not three matrices.
        Assert.InRange(run.Json.GetProperty("bytes").GetInt64(), 3L * Layers * Hidden * Hidden * 4, 3L * Layers * ((Hidden * Hidden * 4) + 2000));

        var show = (await ProgramRun.InProcessAsync("svf", "show", Svd, "--verify", "--json")).Succeeds();
        Assert.Equal(run.Json.GetProperty("digest").GetString(), show.Json.GetProperty("decomposition").GetProperty("digest").GetString());
        Assert.True(show.Json.GetProperty("verified").GetBoolean());
        Assert.Contains("gate,up,down", (await TableAsync("svf", "show", Svd)).Output, StringComparison.Ordinal);
    }

    [NanoFact]
    public async Task Decompose_goes_on_where_it_was_stopped()
    {
        var whole = (await Decompose("--json")).Succeeds();
        var files = Directory.GetFiles(Svd).Order(StringComparer.Ordinal).ToArray();
        var before = files.ToDictionary(file => file, File.ReadAllBytes);
        // What a kill leaves: no list, some matrices missing, one cut short by a full disk.
        File.Delete(Path.Combine(Svd, DecompositionManifest.FileName));
        File.Delete(files[3]);
        File.WriteAllBytes(files[5], before[files[5]][..1000]);
        var old = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var file in Directory.GetFiles(Svd))
            File.SetLastWriteTimeUtc(file, old);

        var resumed = (await Decompose("--json")).Succeeds();

        Assert.Equal(whole.Json.GetProperty("digest").GetString(), resumed.Json.GetProperty("digest").GetString());
        Assert.All(files, file => Assert.Equal(before[file], File.ReadAllBytes(file)));
        Assert.Equal((3 * Layers) - 2, files.Count(file => File.GetLastWriteTimeUtc(file) == old));
    }

    [NanoFact]
    public async Task An_official_expert_goes_in_and_out_bit_by_bit()
    {
        (await Decompose()).Succeeds();
        var vectors = Enumerable.Range(0, 3 * Layers).Select(j => KeyValuePair.Create($"learnable_params_module_list.{j}",
            TensorData.FromFloats([.. Enumerable.Range(0, Hidden).Select(i => 0.1f + (0.001f * i * (j + 1)))], Hidden).To(TensorDType.BF16))).ToArray();
        PyTorchCheckpoint.Write(_folder.File("policy_params.pt"), vectors);
        var expert = _folder.File("math.safetensors");

        var import = (await ProgramRun.InProcessAsync("svf", "import", _folder.File("policy_params.pt"), "--decomposition", Svd, "--label", "math", "--out", expert, "--json")).Succeeds();
        (await ProgramRun.InProcessAsync("svf", "export", expert, "--out", _folder.File("again.pt"))).Succeeds();
        (await ProgramRun.InProcessAsync("svf", "export", expert, "--form", "learnable-params", "--out", _folder.File("learnable_params.pt"))).Succeeds();

        Assert.Equal(vectors, PyTorchCheckpoint.Read(_folder.File("again.pt")));
        Assert.Equal(vectors.Select(v => v.Value), PyTorchCheckpoint.Read(_folder.File("learnable_params.pt")).Select(v => v.Value));
        Assert.Equal(("math", "sigmoid-nuclear", "import"), (import.Json.GetProperty("label").GetString(), import.Json.GetProperty("gate").GetString(), import.Json.GetProperty("method").GetString()));

        var show = (await ProgramRun.InProcessAsync("svf", "show", expert, "--decomposition", Svd, "--json")).Succeeds();
        Assert.Equal(import.Json.GetProperty("digest").GetString(), show.Json.GetProperty("expert").GetProperty("digest").GetString());
        Assert.All(show.Json.GetProperty("effects").EnumerateArray(), effect => Assert.InRange(effect.GetProperty("least").GetDouble(), 0.5, 1));
        Assert.Contains("model.layers.3.mlp.down_proj.weight", (await TableAsync("svf", "show", expert, "--decomposition", Svd)).Output, StringComparison.Ordinal);
        await RefusesAsync(expert);
    }

    private async Task RefusesAsync(string expert)
    {
        (await ProgramRun.InProcessAsync("svf", "export", expert, "--out", _folder.File("again.pt"))).Refuses(2, "exists. Name another file, or say --force");
        (await ProgramRun.InProcessAsync("svf", "export", expert, "--out", _folder.File("again.pt"), "--force", "--dtype", "float32")).Succeeds();
        (await ProgramRun.InProcessAsync("svf", "export", expert, "--out", _folder.File("x.pt"), "--form", "torch")).Refuses(2, "--form is 'torch'; expected policy, learnable-params or lora");
        (await ProgramRun.InProcessAsync("svf", "export", _folder.File("again.pt"), "--out", _folder.File("x.pt"))).Refuses(2, "is a PyTorch file. Import it first");
        (await ProgramRun.InProcessAsync("svf", "show", expert, "--verify")).Refuses(2, "--verify is for the folder of a decomposition");
        (await ProgramRun.InProcessAsync("svf", "show", Svd, "--decomposition", Svd)).Refuses(2, "--decomposition is for an expert");
        (await ProgramRun.InProcessAsync("svf", "show", _folder.File("nothing"))).Refuses(2, "no such file");
        (await ProgramRun.InProcessAsync("svf", "import", expert, "--decomposition", Svd, "--out", _folder.File("x"))).Refuses(2, "math.safetensors: ");

        var other = _folder.File("bfloat16");
        (await ProgramRun.InProcessAsync("svf", "decompose", "--model", Base, "--out", other, "--dtype", "bfloat16")).Succeeds();
        (await ProgramRun.InProcessAsync("svf", "show", expert, "--decomposition", other)).Refuses(2, "Use the decomposition that came with the expert");
    }

    [NanoFact]
    public async Task Decompose_refuses_what_cannot_be()
    {
        (await Decompose("--targets", "embed")).Refuses(2, "'embed' is no target; expected some of q, k, v, o, gate, up, down");
        (await Decompose("--targets", "")).Refuses(2, "No target is named");
        (await Decompose("--dtype", "int8")).Refuses(2, "--dtype is 'int8'; expected float32 or bfloat16");
        (await Decompose("--from", "/nowhere/cache.pt")).Refuses(2, "/nowhere/cache.pt");
        (await ProgramRun.InProcessAsync("svf", "decompose", "--model", "/nowhere/base", "--out", Svd)).Refuses(2, "--model '/nowhere/base' does not exist");
        (await ProgramRun.InProcessAsync("svf", "decompose", "--model", Base, "--out", Path.Combine(Base, "config.json"))).Refuses(2, "is a file. Name a folder");
        (await ProgramRun.InProcessAsync("svf", "decompose", "--model", _folder.Path, "--out", Svd)).Refuses(2, "config.json");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));

        (await Decompose()).Succeeds();
        (await Decompose("--targets", "all")).Refuses(2, "holds a decomposition already: gate,up,down", "Name another folder");
    }

    [NanoFact]
    public async Task Import_refuses_hostile_and_foreign_files()
    {
        (await Decompose()).Succeeds();
        var (source, target) = (_folder.File("x.pt"), _folder.File("x.safetensors"));
        Task<ProgramRun> Import() => ProgramRun.InProcessAsync("svf", "import", source, "--decomposition", Svd, "--out", target);

        File.WriteAllBytes(source, [0x80, 2, .. "cposix\nsystem\n."u8]);
        (await Import()).Refuses(2, "x.pt: ");
        PyTorchCheckpoint.Write(source, [new("learnable_params_module_list.0", TensorData.FromFloats(new float[Hidden], Hidden))]);
        (await Import()).Refuses(2, "x.pt: the file has 1 vectors", "needs 12: gate, up and down of each");
        (await ProgramRun.InProcessAsync("svf", "import", source, "--decomposition", _folder.Path, "--out", target)).Refuses(2, "decomposition.json");
        Assert.False(File.Exists(target));
    }

    [NanoFact]
    public async Task Apply_writes_a_model_folder_whose_gated_weights_alone_are_others()
    {
        var (expert, merged) = (await SampleAsync(), _folder.File("merged"));

        var run = (await ProgramRun.InProcessAsync("svf", "apply", "--expert", expert, "--model", Base, "--decomposition", Svd, "--out", merged, "--json")).Succeeds();

        Assert.Equal((merged, 3 * Layers), (run.Json.GetProperty("path").GetString(), run.Json.GetProperty("matrices").GetInt32()));
        using SafetensorsFile before = SafetensorsFile.Open(Path.Combine(Base, "model.safetensors")), after = SafetensorsFile.Open(Path.Combine(merged, "model.safetensors"));
        Assert.Equal(before.Tensors.Keys.Order(StringComparer.Ordinal), after.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.All(before.Tensors.Keys, name => Assert.Equal(name.Contains(".mlp.", StringComparison.Ordinal), !before.Read(name).Equals(after.Read(name))));
        (await ProgramRun.InProcessAsync("svf", "apply", "--expert", expert, "--model", Base, "--decomposition", Svd, "--out", merged)).Refuses(2, "exists. Name a new folder");
        (await ProgramRun.InProcessAsync("svf", "apply", "--expert", expert, "--model", merged, "--decomposition", Svd, "--out", _folder.File("again"))).Refuses(2, "; expert and decomposition are of '");
        Assert.False(Directory.Exists(_folder.File("again")));
    }

    [NanoFact]
    public async Task An_expert_leaves_as_the_nearest_lora_and_the_command_says_what_is_left_out()
    {
        var (expert, lora) = (await SampleAsync(), _folder.File("lora"));
        Task<ProgramRun> Export(int rank, params string[] more) => ProgramRun.InProcessAsync(
            ["svf", "export", expert, "--form", "lora", "--rank", $"{rank}", "--model", Base, "--decomposition", Svd, "--out", lora, .. more]);

        var small = (await Export(8, "--json")).Succeeds().Json;
        var written = PeftDirectory.Read(lora);
        var whole = (await Export(Hidden, "--json", "--force")).Succeeds().Json;

        Assert.Equal((8, written.ParameterCount, 3 * Layers), (small.GetProperty("rank").GetInt32(), small.GetProperty("parameters").GetInt64(), small.GetProperty("matrices").GetArrayLength()));
        Assert.Equal((8, 3 * Layers), (written.Config.Rank, written.Modules.Count));
        Assert.InRange(small.GetProperty("relative_error").GetDouble(), 0.01, 0.99);
        Assert.InRange(whole.GetProperty("relative_error").GetDouble(), 0, 1e-6);
        (await Export(8)).Refuses(2, lora);
        (await Export(0, "--force")).Refuses(2, "rank");
        (await Export(8, "--force", "--dtype", "bfloat16")).Refuses(2, "--dtype is for PyTorch files");
        (await ProgramRun.InProcessAsync("svf", "export", expert, "--form", "lora", "--out", lora)).Refuses(2, "--form lora needs --model DIR and --rank R");
        (await ProgramRun.InProcessAsync("svf", "export", expert, "--rank", "8", "--out", lora)).Refuses(2, "are for --form lora");
    }

    private async Task<string> SampleAsync()
    {
        (await Decompose()).Succeeds();
        var file = _folder.File("sample.safetensors");
        SvfExpertFile.Write(file, SampleExpert.Of(DecompositionManifestFile.Read(Svd)));
        return file;
    }

    // A table goes to the console that the process began with.
    private static async Task<ProgramRun> TableAsync(params string[] arguments) => (await ProgramRun.ChildAsync(new Dictionary<string, string>(), arguments)).Succeeds();

    private Task<ProgramRun> Decompose(params string[] more) => ProgramRun.InProcessAsync(["svf", "decompose", "--model", Base, "--out", Svd, .. more]);
}
