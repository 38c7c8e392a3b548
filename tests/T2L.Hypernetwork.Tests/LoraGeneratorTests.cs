using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Hypernetwork.Tests.Checkpoints;
using T2L.Testing;

namespace T2L.Hypernetwork.Tests;

public sealed class LoraGeneratorTests
{
    [Fact]
    public void The_digest_follows_the_files_and_the_module_order()
    {
        using var run = new RunFolder(SmallNetworks.Config());
        using var first = LoraGenerator.Load(run.Path);
        using var again = LoraGenerator.Load(Path.Combine(run.Path, "hypermod.pt"));
        using var reversed = LoraGenerator.Load(run.Path, new GeneratorOptions { ModuleOrder = ["v_proj", "q_proj"] });
        Assert.Equal(first.Digest, again.Digest);
        Assert.NotEqual(first.Digest, reversed.Digest);
        File.AppendAllText(Path.Combine(run.Path, "args.yaml"), "\nseed: 1\n");
        using var changed = LoraGenerator.Load(run.Path);
        Assert.NotEqual(first.Digest, changed.Digest);
    }

    [Fact]
    public void Another_module_order_writes_another_adapter()
    {
        using var run = new RunFolder(SmallNetworks.Config());
        using var first = LoraGenerator.Load(run.Path);
        using var reversed = LoraGenerator.Load(run.Path, new GeneratorOptions { ModuleOrder = ["v_proj", "q_proj"] });
        Assert.NotEqual(FactorA(first), FactorA(reversed));
    }

    [Fact]
    public void Saving_keeps_the_module_order_asked_for()
    {
        using var run = new RunFolder(SmallNetworks.Config());
        using var folder = new TemporaryDirectory();
        using var generator = LoraGenerator.Load(run.Path, new GeneratorOptions { ModuleOrder = ["v_proj", "q_proj"] });
        generator.Save(folder.Path);
        using var saved = LoraGenerator.Load(folder.Path);
        Assert.Equal(["v_proj", "q_proj"], saved.Config.Modules.Select(m => m.Name));
        Assert.Equal(FactorA(generator), FactorA(saved));
    }

    [Fact]
    public void Adapters_carry_the_configuration_and_every_layer()
    {
        var config = SmallNetworks.Config();
        using var generator = LoraGenerator.Create(SmallNetworks.Random(config));
        var adapter = generator.Generate(SmallNetworks.Embeddings(config, 1))[0];
        Assert.Equal(config.Lora, adapter.Config);
        Assert.Equal(config.AdapterParameters, adapter.ParameterCount);
        Assert.Equal("model.layers.0.self_attn.q_proj", adapter.Modules.Keys.First());
        Assert.Equal(6, adapter.Modules.Count);
        Assert.Equal("tiny", generator.BaseModel);
    }

    [Fact]
    public void No_descriptions_give_no_adapters()
    {
        using var generator = LoraGenerator.Create(SmallNetworks.Random(SmallNetworks.Config()));
        Assert.Empty(generator.Generate(SmallNetworks.Embeddings(generator.Config, 0)));
    }

    [Fact]
    public void Buffers_are_written_again_and_fit_any_batch_and_network()
    {
        var buffers = new AdapterBuffers();
        foreach (var (variant, count) in new[] { (HeadVariant.L, 3), (HeadVariant.L, 5), (HeadVariant.S, 1), (HeadVariant.L, 2) })
        {
            var config = SmallNetworks.Config(variant) with { Layers = variant == HeadVariant.S ? 2 : 3 };
            using var generator = LoraGenerator.Create(SmallNetworks.Random(config));
            var embeddings = SmallNetworks.Embeddings(config, count);
            var expected = generator.Generate(embeddings).Select(Numbers).ToArray();
            Assert.Equal(expected, generator.Generate(embeddings, buffers).Select(Numbers));
            Assert.Equal(expected, generator.Generate(embeddings, buffers).Select(Numbers));
        }
    }

    [Fact]
    public void Refuses_embeddings_of_another_size()
    {
        using var generator = LoraGenerator.Create(SmallNetworks.Random(SmallNetworks.Config() with { EmbeddingModel = "gte" }));
        var refusal = Assert.Throws<ArgumentException>(() => generator.Generate(TensorData.FromFloats(new float[24], 2, 12)));
        Assert.StartsWith("The task embeddings are F32 [2, 12]; the hypernetwork for 'tiny' needs F32 [n, 10]. Embed descriptions with 'gte'.", refusal.Message);
    }

    [Fact]
    public void Refuses_embeddings_that_are_not_numbers()
    {
        using var generator = LoraGenerator.Create(SmallNetworks.Random(SmallNetworks.Config()));
        var values = new float[20];
        values[13] = float.NaN;
        var refusal = Assert.Throws<ArgumentException>(() => generator.Generate(TensorData.FromFloats(values, 2, 10)));
        Assert.StartsWith("Task embedding 1 holds NaN or infinity at element 3.", refusal.Message);
    }

    [Fact]
    public void Refuses_to_write_an_adapter_that_overflowed()
    {
        var config = SmallNetworks.Config();
        var checkpoint = SmallNetworks.Random(config);
        var state = checkpoint.State.ToDictionary();
        state["heads.q_proj.bias"] = TensorData.FromFloats([.. Enumerable.Repeat(float.MaxValue, 84)], 84);
        state["AB_offset.A.q_proj"] = TensorData.FromFloats([.. Enumerable.Repeat(float.MaxValue, 144)], 3, 3, 16);
        using var generator = LoraGenerator.Create(checkpoint with { State = state });
        Assert.Equal(AdapterFormatError.NotFinite, Assert.Throws<AdapterFormatException>(() => generator.Generate(SmallNetworks.Embeddings(config, 1))).Error);
    }

    [Theory]
    [InlineData("cuda:77", "Device 'cuda:77' was requested")]
    [InlineData("tpu", "Device is 'tpu'; expected cpu, cuda:N or auto")]
    public void Refuses_a_device_that_is_not_there(string device, string expected)
    {
        var options = new GeneratorOptions { Device = device };
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => LoraGenerator.Create(SmallNetworks.Random(SmallNetworks.Config()), options)).Message);
    }

    [Fact]
    public void The_automatic_device_runs_somewhere()
    {
        using var generator = LoraGenerator.Create(SmallNetworks.Random(SmallNetworks.Config()), new GeneratorOptions { Device = "auto" });
        Assert.Single(generator.Generate(SmallNetworks.Embeddings(generator.Config, 1)));
    }

    [Fact]
    public void Refuses_a_number_of_threads_that_makes_no_sense() =>
        Assert.Throws<ArgumentException>(() => LoraGenerator.Create(SmallNetworks.Random(SmallNetworks.Config()), new GeneratorOptions { Threads = -1 }));

    private static float[] Numbers(LoraAdapter adapter) => [.. adapter.Modules.Values.SelectMany(w => w.A.ToFloats().Concat(w.B.ToFloats()))];

    private static TensorData FactorA(LoraGenerator generator) =>
        generator.Generate(SmallNetworks.Embeddings(generator.Config, 1))[0].Modules["model.layers.1.self_attn.q_proj"].A;
}
