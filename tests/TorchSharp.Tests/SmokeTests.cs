using static TorchSharp.torch;

namespace TorchSharp.Tests;

public class SmokeTests
{
    [Fact]
    public void Adds_two_tensors_and_runs_backward()
    {
        using var a = tensor(new float[] { 1, 2, 3 }, requires_grad: true);
        using var b = a * 2 + 1;
        using var loss = b.pow(2).sum();
        loss.backward();
        Assert.Equal([3f, 5f, 7f], b.data<float>().ToArray());
        Assert.Equal([12f, 20f, 28f], a.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Trains_a_linear_layer()
    {
        manual_seed(1);
        using var layer = nn.Linear(4, 1);
        using var optimizer = optim.AdamW(layer.parameters(), lr: 0.05);
        using var x = randn(64, 4);
        using var y = x.matmul(tensor(new float[] { 1, -2, 3, 0.5f }).unsqueeze(1));
        double last = 0;
        for (var i = 0; i < 300; i++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = nn.functional.mse_loss(layer.forward(x), y);
            loss.backward();
            optimizer.step();
            last = loss.item<float>();
        }
        Assert.True(last < 1e-3, $"loss {last}");
    }
}
