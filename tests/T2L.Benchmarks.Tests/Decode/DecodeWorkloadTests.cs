using System.Text.Json;
using T2L.Adapters.Peft;
using T2L.Models;
using T2L.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Benchmarks.Decode;

public sealed class DecodeWorkloadTests
{
    private static readonly DecodeShape Toy = DecodeShape.For(DeviceType.CPU, smoke: true)[0];

    [Fact]
    public void The_same_seed_writes_the_same_model()
    {
        using var folder = new TemporaryDirectory();
        foreach (var name in new[] { "one", "two" })
            RandomLlama.Write(folder.File(name), Toy.Config);

        Assert.Equal(File.ReadAllBytes(Path.Combine(folder.File("one"), "model.safetensors")), File.ReadAllBytes(Path.Combine(folder.File("two"), "model.safetensors")));
    }

    [Fact]
    public void What_is_kept_is_a_model_folder_its_adapters_and_what_was_decoded()
    {
        using var folder = new TemporaryDirectory();
        using var workload = new DecodeWorkload(Toy, CPU, folder.Path);
        workload.Describe(folder.Path, new Dictionary<int, IReadOnlyList<T2L.Models.Generation.GenerationResult>> { [0] = workload.Together(0).Results });

        using var written = JsonDocument.Parse(File.ReadAllText(folder.File("workload.json")));
        Assert.Equal(Toy.Tokens, written.RootElement.GetProperty("mixes").GetProperty("0")[3].GetArrayLength());
        Assert.Equal(Toy.Config.HiddenSize, ModelConfig.Load(folder.Path).HiddenSize);
        Assert.Equal(2 * Toy.Config.Layers, PeftDirectory.Read(Path.Combine(folder.Path, "adapters", "0")).Modules.Count);
    }

    [Fact]
    public void A_mixed_batch_writes_other_tokens_than_the_base_alone()
    {
        using var folder = new TemporaryDirectory();
        using var workload = new DecodeWorkload(Toy, CPU, folder.Path);

        Assert.NotEqual(workload.Together(0).Results.Select(result => result.Tokens), workload.Together(1).Results.Select(result => result.Tokens));
    }
}
