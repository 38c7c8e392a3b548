using T2L.Adapters.Lora;
using T2L.Benchmarks.Hypernetwork;
using T2L.Hypernetwork;
using T2L.Models;
using TorchSharp;

namespace T2L.Benchmarks.Tests.Hypernetwork;

public sealed class OfficialLoopTests
{
    [Theory]
    [InlineData(HeadVariant.L)]
    [InlineData(HeadVariant.M)]
    [InlineData(HeadVariant.S)]
    public void The_baseline_computes_what_it_is_compared_with(HeadVariant variant)
    {
        var checkpoint = RandomHypernetwork.Of(HypernetworkShape.Toy(variant));
        var embedding = RandomHypernetwork.Embeddings(checkpoint.Config, 1);
        using var official = new OfficialLoop(checkpoint, torch.CPU);
        using var generator = LoraGenerator.Create(checkpoint);
        var expected = generator.Generate(embedding)[0].Modules;
        using var input = embedding.ToTensor();
        foreach (var (path, (a, b)) in official.Generate(input))
        {
            Compare(expected[path], new LoraWeights(a.ToTensorData(), b.ToTensorData()));
            a.Dispose();
            b.Dispose();
        }
    }

    [Fact]
    public void The_floor_counts_what_the_specification_counts()
    {
        // Section 17 of the specification: L 3.6, M 4.4 and S 5.3 GFLOP with every column; L drops none, M and S drop 3/8 of v_proj's B.
        Assert.Equal(3.58e9, HypernetworkFloor.Of(HypernetworkShape.Mistral7B(HeadVariant.L)).Operations, 0.03e9);
        Assert.Equal(3.65e9, HypernetworkFloor.Of(HypernetworkShape.Mistral7B(HeadVariant.M)).Operations, 0.03e9);
        Assert.Equal(4.50e9, HypernetworkFloor.Of(HypernetworkShape.Mistral7B(HeadVariant.S)).Operations, 0.03e9);
    }

    private static void Compare(LoraWeights expected, LoraWeights got)
    {
        foreach (var (wanted, number) in expected.A.ToFloats().Concat(expected.B.ToFloats()).Zip(got.A.ToFloats().Concat(got.B.ToFloats())))
            Assert.Equal(wanted, number, 1e-5f);
    }
}
