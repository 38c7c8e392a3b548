using static TorchSharp.torch;

namespace TorchSharp.Tests.Native;

/// <summary>Counts every tensor of the process, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public class LeakTests
{
    [Fact]
    public void Ten_thousand_mixed_operations_leave_no_tensor_behind()
    {
        Run(10);
        var before = Settled();
        Run(10_000);
        Assert.Equal(before, Settled());
    }

    [Fact]
    public void Forgotten_tensors_are_collected()
    {
        var before = Settled();
        Forget();
        Assert.Equal(before, Settled());
    }

    [Fact]
    public void The_peak_is_remembered()
    {
        var before = Tensor.TotalCount;
        using (NewDisposeScope())
            for (var i = 0; i < 50; i++) _ = zeros(1);
        Assert.True(Tensor.PeakCount >= before + 50);
    }

    private static void Run(int operations)
    {
        using var layer = nn.Sequential(nn.Linear(4, 8), nn.SiLU(), nn.Linear(8, 2));
        using var optimizer = optim.AdamW(layer.parameters());
        for (var done = 0; done < operations; done += 25)
        {
            using var scope = NewDisposeScope();
            var x = randn(3, 4);
            var (top, _) = x.topk(2);
            var parts = x.split([1, 3], 1);
            var joined = cat([parts[1], parts[0]], 1);
            x[0] = tensor(new float[] { 1, 2, 3, 4 });
            x[x > 2] = tensor(0f);
            var picked = x[.., 1..3].contiguous() + top;
            var loss = nn.functional.cross_entropy(layer.forward(x + joined.detach()), tensor(new long[] { 0, 1, 1 }));
            (loss + picked.mean()).backward();
            nn.utils.clip_grad_norm_(layer.parameters(), 1);
            optimizer.step();
            optimizer.zero_grad();
            _ = loss.item<float>();
            try
            {
                _ = x.view(7);
            }
            catch (System.Runtime.InteropServices.ExternalException)
            {
                // A failing call must not leave anything behind either.
            }
            using (no_grad()) _ = x.softmax(-1).multinomial(1).data<long>().ToArray();
        }
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Forget()
    {
        for (var i = 0; i < 1000; i++) _ = zeros(4) + i;
    }

    private static long Settled()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        return Tensor.TotalCount;
    }
}
