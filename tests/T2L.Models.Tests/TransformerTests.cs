using static TorchSharp.torch;

namespace T2L.Models;

public sealed class TransformerTests
{
    [Fact]
    public void Parameters_have_their_hugging_face_names()
    {
        using var network = new Transformer(TinyModel.Config with { AttentionBias = true, OutputBias = true });
        string[] names = [.. network.named_parameters().Select(entry => entry.name)];

        Assert.Equal(3 + 2 * 13, names.Length);
        foreach (string name in (string[])["model.embed_tokens.weight", "model.layers.0.self_attn.q_proj.weight", "model.layers.1.self_attn.o_proj.bias",
            "model.layers.1.mlp.down_proj.weight", "model.layers.0.input_layernorm.weight", "model.layers.0.post_attention_layernorm.weight",
            "model.norm.weight", "lm_head.weight"])
            Assert.Contains(name, names);
    }

    [Fact]
    public void A_tied_model_has_no_head_of_its_own()
    {
        using var network = new Transformer(TinyModel.Config with { TieWordEmbeddings = true });

        Assert.DoesNotContain(network.named_parameters(), entry => entry.name.StartsWith("lm_head", StringComparison.Ordinal));
    }

    [Fact]
    public void Padding_on_either_side_changes_nothing_for_the_tokens()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var network = TinyModel.Random(TinyModel.Config);
        var plain = network.Hidden(Ids(1, 3, 7, 9, 11), null);

        var left = network.Hidden(Ids(1, 0, 0, 3, 7, 9, 11), Ids(1, 0, 0, 1, 1, 1, 1));
        var right = network.Hidden(Ids(1, 3, 7, 9, 11, 0, 0), null);

        Assert.True(plain.allclose(left.narrow(1, 2, 4), 1e-5, 1e-5));
        Assert.True(plain.allclose(right.narrow(1, 0, 4), 1e-5, 1e-5));
    }

    [Fact]
    public void Padding_that_comes_after_the_cache_has_begun_is_left_out_too()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var network = TinyModel.Random(TinyModel.Config);
        var plain = network.Hidden(Ids(1, 3, 7, 9, 11), null);
        using var cache = new KeyValueCache(TinyModel.Config, 1, 2);

        network.Hidden(Ids(1, 3, 7), null, cache);
        network.Hidden(Ids(1, 0, 9), Ids(1, 0, 1), cache);
        var last = network.Hidden(Ids(1, 11), null, cache);

        Assert.True(plain.narrow(1, 3, 1).allclose(last, 1e-5, 1e-5));
    }

    [Fact]
    public void Several_threads_may_use_one_network()
    {
        using var network = TinyModel.Random(TinyModel.Config with { MaxPositions = 4096 });
        float[] expected = LastState(600);

        // The first threads make the table of positions grow.
        var states = Enumerable.Range(0, 8).AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(i => LastState(600 + i % 2 * 500)).ToArray();

        Assert.All(states.Where((_, i) => i % 2 == 0), state => Assert.Equal(expected, state, Near));
        Assert.All(states.Where((_, i) => i % 2 == 1), state => Assert.Equal(states[1], state, Near));

        static bool Near(float a, float b) => MathF.Abs(a - b) < 1e-4f;

        float[] LastState(int length)
        {
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            return network.Hidden(Ids(1, [.. Enumerable.Range(0, length).Select(i => (long)(i % 50))]), null).select(1, length - 1).data<float>().ToArray();
        }
    }

    [Fact]
    public void Gradients_reach_the_weights_and_an_adapter_in_training()
    {
        using var scope = NewDisposeScope();
        using var network = TinyModel.Random(TinyModel.Config);
        var trained = new TrainedAdapter(TinyModel.Config.HiddenSize);

        var hidden = network.Hidden(Ids(2, 3, 7, 9, 11), null, cache: null, trained);
        network.Logits(hidden.select(1, 1)).square().mean().backward();

        Assert.All(network.parameters(), parameter => Assert.NotNull(parameter.grad));
        Assert.True(trained.Delta.grad!.abs().max().item<float>() > 0);
    }

    public static TheoryData<string> Families => ["llama", "mistral", "gemma2", "qwen2"];

    [Theory]
    [MemberData(nameof(Families))]
    public void A_family_can_be_trained_through_and_counts_its_parameters(string type)
    {
        using var scope = NewDisposeScope();
        var config = TinyModel.OfFamily(type);
        using var network = TinyModel.Random(config);
        foreach (var parameter in network.parameters())
            parameter.requires_grad = false;
        var adapter = new TrainedAdapter(config.QuerySize);
        float Loss()
        {
            using var _ = no_grad();
            return network.Logits(network.Hidden(Ids(1, 3, 7, 9, 4, 12), null, cache: null, adapter)).square().mean().item<float>();
        }

        network.Logits(network.Hidden(Ids(1, 3, 7, 9, 4, 12), null, cache: null, adapter)).square().mean().backward();
        float gradient = adapter.Delta.grad![5].item<float>();
        adapter.Shift(5, 0.02f);
        float above = Loss();
        adapter.Shift(5, -0.04f);

        Assert.Equal((above - Loss()) / 0.04f, gradient, 0.03f * MathF.Max(0.02f, MathF.Abs(gradient)));
        Assert.NotEqual(0, gradient);
        Assert.Equal(network.parameters().Sum(parameter => parameter.NumberOfElements), config.ParameterCount);
    }

    [Fact]
    public void The_gradient_of_an_adapter_equals_the_difference_quotient()
    {
        using var scope = NewDisposeScope();
        using var network = TinyModel.Random(TinyModel.Config);
        var adapter = new TrainedAdapter(TinyModel.Config.HiddenSize);
        float Loss()
        {
            using var _ = no_grad();
            return network.Hidden(Ids(1, 3, 7, 9), null, cache: null, adapter).square().sum().item<float>();
        }
        network.Hidden(Ids(1, 3, 7, 9), null, cache: null, adapter).square().sum().backward();
        float gradient = adapter.Delta.grad![5].item<float>();

        const float step = 1e-2f;
        adapter.Shift(5, step);
        float above = Loss();
        adapter.Shift(5, -2 * step);
        float below = Loss();

        Assert.Equal((above - below) / (2 * step), gradient, 0.02f * MathF.Max(1, MathF.Abs(gradient)));
    }

    [Fact]
    public void A_cache_is_refused_while_gradients_are_on()
    {
        using var scope = NewDisposeScope();
        using var network = TinyModel.Random(TinyModel.Config);
        using var cache = new KeyValueCache(TinyModel.Config, 1, 8);

        var exception = Assert.Throws<InvalidOperationException>(() => network.Hidden(Ids(1, 3), null, cache));

        Assert.Contains("no_grad", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mask_or_a_cache_of_another_shape_is_refused()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var network = TinyModel.Random(TinyModel.Config);
        using var cache = new KeyValueCache(TinyModel.Config, 3, 8);

        Assert.Contains("[1, 2]", Assert.Throws<ArgumentException>(() => network.Hidden(Ids(1, 3, 4, 5), Ids(1, 1, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("3 rows", Assert.Throws<ArgumentException>(() => network.Hidden(Ids(1, 3), null, cache)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => network.Hidden(tensor(new long[] { 1, 2 }, [2]), null));
    }

    /// <summary>The same ids in each of <paramref name="rows"/> rows.</summary>
    private static Tensor Ids(int rows, params long[] ids) => tensor(Enumerable.Repeat(ids, rows).SelectMany(row => row).ToArray(), [rows, ids.Length]);

    /// <summary>Adds one trained vector to the queries of the first layer.</summary>
    private sealed class TrainedAdapter(int width) : IProjectionAdapter
    {
        public Tensor Delta { get; } = zeros([width], requires_grad: true);

        public Tensor Apply(int layer, string moduleName, Tensor input, Tensor output) =>
            layer == 0 && moduleName == "q_proj" ? output + Delta : output;

        public void Shift(int index, float by)
        {
            using var _ = no_grad();
            Delta[index].add_(by);
        }
    }
}
