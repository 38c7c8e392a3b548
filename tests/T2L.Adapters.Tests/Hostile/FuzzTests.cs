using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Adapters.PyTorch;
using T2L.Adapters.PyTorch.Pickles;
using T2L.Adapters.Safetensors;

namespace T2L.Adapters.Tests.Hostile;

/// <summary>Thousands of damaged files: each is either read or refused properly, and none takes much memory.</summary>
public class FuzzTests
{
    private const int Files = 2000;
    private const long MaxAllocated = 16 << 20;

    private static readonly KeyValuePair<string, TensorData>[] Tensors =
    [
        new("model.a", TensorData.FromFloats([1, 2, 3, 4, 5, 6], 2, 3)),
        new("model.b", TensorData.FromFloats([7, 8], 2).To(TensorDType.BF16)),
        new("model.c", TensorData.FromInt64s([9, 10], 2, 1)),
    ];

    [Fact]
    public void Damaged_safetensors_are_read_or_refused() =>
        Fuzz(SafetensorsWriter.ToBytes(Tensors, new Dictionary<string, string> { ["format"] = "pt" }), bytes =>
        {
            using var file = SafetensorsFile.FromBytes(bytes, "fuzz.safetensors");
            foreach (var name in file.Tensors.Keys)
                file.Read(name);
        });

    [Fact]
    public void Damaged_checkpoints_are_read_or_refused() =>
        Fuzz(PickleForge.Checkpoint(StateDictPickle.Write(Tensors), Tensors.Select(t => t.Value)), bytes => PyTorchCheckpoint.Read(bytes, "fuzz.pt"));

    [Fact]
    public void Damaged_pickles_are_read_or_refused() =>
        Fuzz(StateDictPickle.Write(Tensors), bytes => PyTorchCheckpoint.Read(PickleForge.Checkpoint(bytes, Tensors.Select(t => t.Value)), "fuzz.pt"));

    [Fact]
    public void Damaged_configurations_are_read_or_refused() =>
        Fuzz(PeftConfigFile.ToJson(new LoraConfig
        {
            Rank = 8,
            Alpha = 16,
            TargetModules = ["q_proj", "v_proj"],
            RankPattern = [new("layers.1.*q_proj", 4)],
            AlphaPattern = [new("v_proj", 2.5)],
        }), bytes => PeftConfigFile.Parse(bytes));

    [Fact]
    public void Damaged_manifests_are_read_or_refused() =>
        Fuzz(AdapterManifest.Of([new("a", [1]), new("b", [2])]).ToBytes(), bytes => AdapterManifest.Parse(bytes));

    [Fact]
    public void Damaged_adapters_are_read_or_refused() =>
        Fuzz(SafetensorsWriter.ToBytes(HostileAdapters.Good), bytes => PeftDirectory.FromFiles(HostileAdapters.Files(bytes)));

    private static void Fuzz(byte[] good, Action<byte[]> read)
    {
        read(good);
        var refused = 0;
        for (var seed = 0; seed < Files; seed++)
        {
            var damaged = Mutation.Of(good, seed);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var thrown = Record.Exception(() => read(damaged));
            refused += thrown is null ? 0 : 1;
            Assert.True(thrown is null or AdapterFormatException, $"Seed {seed}: {thrown}");
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MaxAllocated, $"Seed {seed} took too much memory.");
        }

        Assert.InRange(refused, Files / 4, Files - 1); // else the damage is too gentle, or hides everything behind one check
    }
}
