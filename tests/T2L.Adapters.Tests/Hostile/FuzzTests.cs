using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Adapters.PyTorch;
using T2L.Adapters.PyTorch.Pickles;
using T2L.Adapters.Safetensors;
using T2L.Adapters.Svf;
using T2L.Adapters.Tests.Svf;
using T2L.Testing;
using T2L.Testing.Fuzz;

namespace T2L.Adapters.Tests.Hostile;

/// <summary>Thousands of damaged files: each is read or refused properly, in little time and memory.</summary>
[Trait("Category", "Slow")]
public class FuzzTests
{
    private static readonly KeyValuePair<string, TensorData>[] Tensors =
    [
        new("model.a", Numbers(40, 60)),
        new("model.b", Numbers(30, 20).To(TensorDType.BF16)),
        new("model.c", TensorData.FromInt64s([9, 10], 2, 1)),
        new("model.d", Numbers(1)),
        new("model.empty", Numbers(0, 3)),
    ];

    [Fact]
    public void Damaged_safetensors_are_read_or_refused()
    {
        var bytes = SafetensorsWriter.ToBytes(Tensors, new Dictionary<string, string> { ["format"] = "pt" });
        Fuzz("safetensors", new FuzzFile(bytes, ReadSafetensors) { Hot = ..HeaderEnd(bytes) }, Header(bytes, ReadSafetensors));
    }

    [Fact]
    public void Damaged_checkpoints_are_read_or_refused()
    {
        var bytes = PickleForge.Checkpoint(StateDictPickle.Write(Tensors), Tensors.Select(t => t.Value));
        // The pickle and the first headers stand at the start, the directory at the end.
        Fuzz("pt-archive", new FuzzFile(bytes, ReadCheckpoint) { Hot = ..1500 }, new FuzzFile(bytes, ReadCheckpoint) { Hot = ^1000.. });
    }

    [Fact]
    public void Damaged_pickles_are_read_or_refused() =>
        Fuzz("pt-pickle", new FuzzFile(StateDictPickle.Write(Tensors), ReadCheckpoint)
        {
            ValueBytes = 64, // an empty dictionary of one byte, its place on the stack, and the stack's growth
            Finish = pickle => PickleForge.Checkpoint(pickle, Tensors.Select(t => t.Value)),
        });

    [Fact]
    public void Damaged_configurations_are_read_or_refused()
    {
        var config = PeftConfigFile.ToJson(new LoraConfig
        {
            Rank = 8,
            Alpha = 16,
            TargetModules = ["q_proj", "v_proj"],
            BaseModel = "mistralai/Mistral-7B-Instruct-v0.2",
            RankPattern = [new("layers.1.*q_proj", 4)],
            AlphaPattern = [new("v_proj", 2.5)],
        });
        Fuzz("adapter-config", new FuzzFile(config, bytes => () => PeftConfigFile.Parse(bytes)) { IsText = true });
    }

    [Fact]
    public void Damaged_manifests_are_read_or_refused()
    {
        var manifest = AdapterManifest.Of([new("adapter_config.json", [1]), new("adapter_model.safetensors", [2])]).ToBytes();
        Fuzz("manifest", new FuzzFile(manifest, bytes => () => AdapterManifest.Parse(bytes)) { IsText = true });
    }

    [Fact]
    public void Damaged_adapters_are_read_or_refused()
    {
        var (config, weights) = (PeftConfigFile.ToJson(HostileAdapters.Config), SafetensorsWriter.ToBytes(HostileAdapters.Good));
        Fuzz("peft-adapter",
            new FuzzFile(weights, bytes => ReadAdapter(config, bytes)) { Hot = ..HeaderEnd(weights) },
            Header(weights, bytes => ReadAdapter(config, bytes)),
            new FuzzFile(config, bytes => ReadAdapter(bytes, weights)) { IsText = true });
    }

    [Fact]
    public void Damaged_experts_are_read_or_refused()
    {
        var expert = SvfExpertFile.ToBytes(SmallExperts.Expert());
        Fuzz("svf-expert", new FuzzFile(expert, ReadExpert) { Hot = ..HeaderEnd(expert) }, Header(expert, ReadExpert));
    }

    [Fact]
    public void Damaged_lists_of_decompositions_are_read_or_refused()
    {
        using var folder = new TemporaryDirectory();
        DecompositionManifestFile.Write(folder.Path, SmallExperts.Decomposition());
        Fuzz("svf-decomposition", new FuzzFile(File.ReadAllBytes(folder.File(DecompositionManifest.FileName)), bytes => () => DecompositionManifestFile.Parse(bytes)) { IsText = true });
    }

    private static Action ReadExpert(byte[] bytes) => () => SvfExpertFile.Read(bytes, "fuzz.safetensors");

    private static Action ReadSafetensors(byte[] bytes) => () =>
    {
        using var file = SafetensorsFile.FromBytes(bytes, "fuzz.safetensors");
        foreach (var name in file.Tensors.Keys)
            file.Read(name);
    };

    private static Action ReadCheckpoint(byte[] bytes) => () => PyTorchCheckpoint.Read(bytes, "fuzz.pt");

    private static Action ReadAdapter(byte[] config, byte[] weights)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>> { [PeftConfigFile.Name] = config, [PeftDirectory.WeightsName] = weights };
        return () => PeftDirectory.FromFiles(files);
    }

    private static void Fuzz(string loader, params IReadOnlyList<FuzzFile> files) => new FuzzRun(loader, e => (e as AdapterFormatException)?.Error).Over(files);

    private static int HeaderEnd(byte[] safetensors) => 8 + (int)BitConverter.ToUInt64(safetensors);

    // The header as a text of its own, with the right length put before it and the numbers behind it.
    private static FuzzFile Header(byte[] safetensors, Func<byte[], Action> open) => new(safetensors[8..HeaderEnd(safetensors)], open)
    {
        IsText = true,
        Finish = text => [.. BitConverter.GetBytes((ulong)text.Length), .. text, .. safetensors.AsSpan(HeaderEnd(safetensors))],
    };

    private static TensorData Numbers(params long[] shape) =>
        TensorData.FromFloats([.. Enumerable.Range(0, (int)shape.Aggregate(1L, (product, size) => product * size)).Select(i => i * 0.25f)], shape);
}
