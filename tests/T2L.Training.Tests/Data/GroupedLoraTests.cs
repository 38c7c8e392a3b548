using T2L.Hypernetwork;
using T2L.Training.Data;
using static TorchSharp.torch;

namespace T2L.Training.Tests.Data;

public sealed class GroupedLoraTests
{
    [Fact]
    public void Each_group_gets_its_own_update_and_other_modules_stay()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var a = randn(2, 3, 2, 5); // [groups, layers, rank, in]
        var b = randn(2, 3, 4, 2); // [groups, layers, out, rank]
        var lora = new GroupedLora(new Dictionary<string, LoraFactors> { ["q_proj"] = new(a, b) }, scaling: 0.5);
        var (x, y) = (randn(4, 6, 5), randn(4, 6, 4));

        var adapted = lora.Apply(1, "q_proj", x, y);

        for (var row = 0; row < 4; row++)
        {
            var (groupA, groupB) = (a[row / 2][1], b[row / 2][1]);
            var expected = y[row] + x[row].mm(groupA.t()).mm(groupB.t()) * 0.5;
            Assert.True(allclose(expected, adapted[row], 1e-5, 1e-5));
        }
        Assert.Same(y, lora.Apply(1, "k_proj", x, y));
    }
}
