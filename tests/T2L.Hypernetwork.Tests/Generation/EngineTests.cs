using T2L.Adapters;
using T2L.Hypernetwork.Generation;
using T2L.Hypernetwork.Kernels;

namespace T2L.Hypernetwork.Tests.Generation;

/// <summary>The kernels against libtorch, where the golden cases do not reach: more descriptions than a group, odd shapes, every instruction set.</summary>
public sealed class EngineTests
{
    private const int Descriptions = 2 * CpuEngine.GroupSize + 3;

    public static IEnumerable<object[]> Cases =>
        from instructions in Enumerable.Range(0, (int)NativeMethods.Best!.Value + 1)
        from variant in Enumerable.Range(0, SmallNetworks.AllVariants().Count())
        from threads in new[] { 1, 3 }
        select new object[] { instructions, variant, threads };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Kernels_and_libtorch_agree(int instructions, int variant, int threads) =>
        Agree(SmallNetworks.Random(SmallNetworks.AllVariants().ElementAt(variant)), (InstructionSet)instructions, threads);

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void Kernels_and_libtorch_agree_on_reconstruction(bool factorized, bool normalized)
    {
        foreach (var config in SmallNetworks.AllVariants())
        {
            var reconstruction = config with { TrainingTask = TrainingTask.Reconstruction, Factorized = factorized, TargetNormalization = normalized };
            Agree(SmallNetworks.Random(reconstruction), NativeMethods.Best!.Value, threads: 2);
        }
    }

    [Fact]
    public void Missing_offsets_are_zeros()
    {
        var config = SmallNetworks.Config(HeadVariant.M);
        Agree(SmallNetworks.Random(config, constants: false), NativeMethods.Best!.Value, threads: 1);
    }

    [Fact]
    public void Rank_one_works_in_every_variant()
    {
        foreach (var config in SmallNetworks.AllVariants())
            Agree(SmallNetworks.Random(config with { Lora = config.Lora with { Rank = 1 } }), NativeMethods.Best!.Value, threads: 1);
    }

    [Fact]
    public async Task Calls_may_overlap()
    {
        var config = SmallNetworks.Config(HeadVariant.S);
        using var generator = LoraGenerator.Create(SmallNetworks.Random(config), new GeneratorOptions { Threads = 2 });
        var alone = generator.Generate(SmallNetworks.Embeddings(config, 3));
        var overlapping = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => generator.Generate(SmallNetworks.Embeddings(config, 3)))));
        foreach (var adapters in overlapping)
            Assert.Equal(alone[2].Modules["model.layers.1.self_attn.v_proj"], adapters[2].Modules["model.layers.1.self_attn.v_proj"]);
    }

    private static void Agree(HypernetworkCheckpoint checkpoint, InstructionSet instructions, int threads)
    {
        var layout = new AdapterLayout(checkpoint.Config);
        using var kernels = Engines.OnKernels(checkpoint, layout, threads, instructions);
        using var torch = new TorchEngine(checkpoint, TorchSharp.torch.CPU);
        var embeddings = SmallNetworks.Embeddings(checkpoint.Config, Descriptions).ToFloats();
        var (got, expected) = (Run(kernels, layout, embeddings), Run(torch, layout, embeddings));
        for (var i = 0; i < Descriptions; i++)
        {
            foreach (var (path, weights) in expected[i].Modules)
            {
                Compare(weights.A, got[i].Modules[path].A);
                Compare(weights.B, got[i].Modules[path].B);
            }
        }
    }

    private static Adapters.Lora.LoraAdapter[] Run(IGenerationEngine engine, AdapterLayout layout, float[] embeddings)
    {
        var memory = Enumerable.Range(0, Descriptions).Select(_ => new AdapterMemory(layout)).ToArray();
        foreach (var adapter in memory)
            adapter.Span.Fill(float.NaN); // a number that nobody wrote is refused as not finite
        engine.Generate(engine.Encode(embeddings, Descriptions), memory);
        return [.. memory.Select(m => m.ToAdapter())];
    }

    private static void Compare(TensorData expected, TensorData got)
    {
        foreach (var (wanted, number) in expected.ToFloats().Zip(got.ToFloats()))
            Assert.True(Math.Abs(wanted - number) <= 1e-5 + 1e-5 * Math.Abs(wanted), $"expected {wanted}, got {number}");
    }
}
