using static TorchSharp.torch;

namespace TorchSharp.Tests.Native;

public class ThreadTests
{
    [Fact]
    public void Two_threads_train_at_once_as_each_would_alone()
    {
        var alone = Train(1);
        var together = new double[2];
        Exception? failure = null;
        var threads = Enumerable.Range(0, 2).Select(i => new Thread(() =>
        {
            try
            {
                together[i] = Train(1);
            }
            catch (Exception error)
            {
                failure = error;
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.Null(failure);
        Assert.Equal([alone, alone], together);
    }

    [Fact]
    public void Gradient_mode_belongs_to_its_thread()
    {
        using var off = no_grad();
        var elsewhere = false;
        var thread = new Thread(() => elsewhere = is_grad_enabled());
        thread.Start();
        thread.Join();
        Assert.True(elsewhere);
        Assert.False(is_grad_enabled());
    }

    // Everything random comes from a generator of its own, so the result depends on the seed alone.
    private static double Train(ulong seed)
    {
        using var generator = new Generator(seed);
        using var first = nn.Parameter(randn(16, 32, generator: generator));
        using var second = nn.Parameter(randn(32, 1, generator: generator));
        using var optimizer = optim.AdamW([first, second], lr: 0.01);
        double last = 0;
        for (var step = 0; step < 200; step++)
        {
            using var scope = NewDisposeScope();
            var x = randn(24, 16, generator: generator);
            var loss = nn.functional.mse_loss(x.matmul(first).tanh().matmul(second), x.sum([1], keepdim: true));
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            last = loss.item<float>();
        }
        return last;
    }
}
