using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Hypernetwork;
using T2L.Models;
using T2L.Testing;
using T2L.Training.Data;
using T2L.Training.Recipes;
using T2L.Training.Rows;
using T2L.Training.Tests.Support;
using static TorchSharp.torch;

namespace T2L.Training.Tests.Data;

public sealed class OracleTargetsTests : IDisposable
{
    private static readonly ModelConfig Shape = new()
    {
        HiddenSize = 16, IntermediateSize = 32, Layers = 2, Heads = 2, KeyValueHeads = 2, HeadDim = 8, VocabularySize = 8, MaxPositions = 8, EosTokenIds = [0],
    };

    private static readonly LoraConfig Wanted = HypernetworkSetup.Lora(4, ["q_proj", "v_proj"], "base", "");

    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void Reads_LoRAs_that_the_hypernetwork_can_write()
    {
        using var targets = Read(Wanted, "a", "b");

        var a = targets.Of([new NamedTask("b")])["q_proj"].A;
        Assert.Equal([1, 2, 4, 16], a.shape);
        Assert.Equal(2, targets.Statistics().Count);
    }

    public static TheoryData<LoraConfig, string> Others => new()
    {
        { HypernetworkSetup.Lora(1, ["q_proj", "v_proj"], "base", ""), "has A F32 [1, 16] and B F32 [16, 1] at model.layers.0.self_attn.q_proj; the hypernetwork writes [4, 16] and [16, 4]" },
        { Wanted with { Alpha = 4 }, "scales model.layers.0.self_attn.q_proj by 2, the hypernetwork's adapters by 4" },
        { Wanted with { UseRsLora = false }, "by 2, the hypernetwork's adapters by 4" },
        { Wanted with { TargetModules = ["q_proj", "k_proj", "v_proj"] }, "adapts 6 modules, the hypernetwork 2 in each of 2 layers" },
        { Wanted with { TargetModules = ["q_proj", "k_proj"] }, "has no model.layers.0.self_attn.v_proj" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Refuses_LoRAs_that_it_cannot(LoraConfig lora, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<DataFormatException>(() => Read(lora, "a")).Message, StringComparison.Ordinal);

    [Fact]
    public void One_task_alone_cannot_be_standardised()
    {
        using var targets = Read(Wanted, "a");

        Assert.Contains("at least two tasks", Assert.Throws<ArgumentException>(targets.Statistics).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private OracleTargets Read(LoraConfig lora, params string[] tasks)
    {
        using var bank = new LoraBank(lora, Shape, groups: 1, seed: 0, CPU);
        foreach (var task in tasks)
            PeftDirectory.Write(_folder.File(task), bank.ToAdapter(0));
        new OracleIndex(0, lora.Rank, [.. tasks.Select(task => new OracleEntry(task, task, 1))]).Write(_folder.Path);
        return OracleTargets.Read(_folder.Path, [.. tasks.Select(task => new NamedTask(task))],
            HypernetworkSetup.Config(new() { Rank = 4 }, Shape, "base", embeddingSize: 8, TrainingTask.Reconstruction, headBias: false));
    }
}
