using T2L.Training.Recipes;
using static TorchSharp.torch;

namespace T2L.Training.Tests.Recipes;

public sealed class DecayingAdamWTests
{
    [Theory]
    [InlineData(false, 1.0)]
    [InlineData(true, 0.95)]
    public void Vectors_decay_where_they_are_asked_to(bool decayVectors, double bias)
    {
        using var layer = nn.Linear(2, 3);
        using (no_grad())
            foreach (var parameter in layer.parameters())
                parameter.fill_(1);
        using var optimizer = DecayingAdamW.For(layer, learningRate: 0.5, weightDecay: 0.1, beta2: 0.999, decayVectors);

        foreach (var parameter in layer.parameters())
            parameter.grad = zeros_like(parameter);
        optimizer.step();

        Assert.Equal(0.95, layer.weight!.mean().item<float>(), 1e-6);
        Assert.Equal(bias, layer.bias!.mean().item<float>(), 1e-6);
    }
}
