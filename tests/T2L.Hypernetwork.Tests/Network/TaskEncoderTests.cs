using T2L.Hypernetwork.Network;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Tests.Network;

/// <summary>What the golden cases do not show of the task encoders: how they behave while they learn.</summary>
public sealed class TaskEncoderTests
{
    [Fact]
    public void A_discrete_code_is_sampled_while_training_and_its_gradient_is_that_of_the_probabilities()
    {
        using var scope = NewDisposeScope();
        var encoder = new DiscreteTaskEncoder(5, CPU);
        var input = randn(200, 5, requires_grad: true);
        var code = encoder.forward(input);
        Assert.Equal(0, (code - code.round()).abs().max().item<float>(), 1e-6f);
        Assert.Equal(0, (code.sum(-1) - 1).abs().max().item<float>(), 1e-5f);
        Assert.True(code.detach().argmax(-1).data<long>().ToArray().Distinct().Count() > 1, "every row drew the same class");
        (code * randn_like(code)).sum().backward();
        Assert.True(input.grad!.abs().sum().item<float>() > 0);
    }

    [Fact]
    public void A_discrete_code_is_the_most_probable_one_when_evaluating()
    {
        using var scope = NewDisposeScope();
        var encoder = new DiscreteTaskEncoder(5, CPU);
        encoder.eval();
        var input = randn(20, 5);
        Assert.True(encoder.forward(input).equal(encoder.forward(input)).all().item<bool>());
    }

    [Fact]
    public void Codes_of_the_vector_quantizer_follow_the_data_as_running_averages()
    {
        using var scope = NewDisposeScope();
        var encoder = Quantizer(out var z, out var input);
        var before = encoder.state_dict()["embed"].clone();                               // [Z, 32]
        var nearest = (z.unsqueeze(1) - before.t().unsqueeze(0)).square().sum(-1).argmin(-1).data<long>().ToArray();
        DropNothing(encoder);
        encoder.forward(input);
        var counts = new float[32];
        foreach (var code in nearest)
            counts[code]++;
        var size = encoder.state_dict()["cluster_size"].data<float>().ToArray();
        Assert.All(counts.Zip(size), pair => Assert.Equal(0.01f * pair.First, pair.Second, 1e-6f));
        var used = (int)nearest[0];
        var total = size.Sum();
        var sum = zeros(4);
        for (var i = 0; i < nearest.Length; i++)
            sum = nearest[i] == used ? sum + z[i] : sum;
        var average = before.select(1, used) * 0.99 + sum * 0.01;
        var expected = average / ((size[used] + 1e-5) / (total + 32e-5) * total);
        Assert.Equal(0, (encoder.state_dict()["embed"].select(1, used) - expected).abs().max().item<float>(), 1e-3f);
    }

    [Fact]
    public void The_vector_quantizer_reports_its_auxiliary_loss_and_passes_gradients_through()
    {
        using var scope = NewDisposeScope();
        var encoder = Quantizer(out _, out var input);
        input.requires_grad = true;
        var code = encoder.forward(input);
        Assert.True(encoder.AuxiliaryLoss!.item<float>() > 0);
        (code * randn_like(code)).sum().backward();
        Assert.True(input.grad!.abs().sum().item<float>() > 0);
    }

    [Fact]
    public void Only_training_moves_the_codes()
    {
        using var scope = NewDisposeScope();
        var encoder = Quantizer(out _, out var input);
        encoder.eval();
        var before = encoder.state_dict()["embed"].clone();
        encoder.forward(input);
        Assert.True(before.equal(encoder.state_dict()["embed"]).all().item<bool>());
        Assert.Null(encoder.AuxiliaryLoss);
    }

    private static VectorQuantizedTaskEncoder Quantizer(out Tensor z, out Tensor input)
    {
        var encoder = new VectorQuantizedTaskEncoder(6, 4, CPU);
        input = randn(8, 6);
        var state = encoder.state_dict();
        var hidden = nn.functional.silu(nn.functional.linear(input, state["mlp.0.weight"], state["mlp.0.bias"]));
        z = nn.functional.linear(hidden, state["mlp.3.weight"], state["mlp.3.bias"]).detach();
        return encoder;
    }

    // Training mode for the codes, evaluation mode for dropout: the test knows which number goes where.
    private static void DropNothing(VectorQuantizedTaskEncoder encoder)
    {
        encoder.train();
        foreach (var child in encoder.modules().Where(m => m != encoder))
            child.eval();
    }
}
