using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests.NN;

public class FunctionalTests
{
    private readonly Tensor _logits = tensor(new[] { 0, MathF.Log(3), MathF.Log(4), 0 }, [2, 2]);
    private readonly Tensor _classes = tensor(new long[] { 1, 1 });

    // The probabilities of the right classes are 3/4 and 1/5.
    private static readonly float[] Losses = [MathF.Log(4f / 3), MathF.Log(5)];

    [Fact]
    public void Cross_entropy_reduces_as_asked()
    {
        Expect.Values(F.cross_entropy(_logits, _classes), (Losses[0] + Losses[1]) / 2);
        Expect.Values(F.cross_entropy(_logits, _classes, reduction: nn.Reduction.Sum), Losses[0] + Losses[1]);
        Expect.Values(F.cross_entropy(_logits, _classes, reduction: nn.Reduction.None), Losses);
    }

    [Fact]
    public void Cross_entropy_leaves_out_the_ignored_class()
    {
        using var classes = tensor(new long[] { 1, -100 });
        Expect.Values(F.cross_entropy(_logits, classes), Losses[0]);
        Expect.Values(F.cross_entropy(_logits, tensor(new long[] { 0, 1 }), ignore_index: 0), Losses[1]);
    }

    [Fact]
    public void Label_smoothing_shares_a_part_among_all_classes()
    {
        // 0.8 of the right class and 0.2 / 2 of each.
        var first = 0.9f * MathF.Log(4f / 3) + 0.1f * MathF.Log(4);
        var second = 0.9f * MathF.Log(5) + 0.1f * MathF.Log(5f / 4);
        Expect.Values(F.cross_entropy(_logits, _classes, reduction: nn.Reduction.None, label_smoothing: 0.2), first, second);
    }

    [Fact]
    public void Cross_entropy_weighs_classes() =>
        Expect.Values(F.cross_entropy(_logits, tensor(new long[] { 0, 1 }), tensor(new float[] { 1, 3 })), (MathF.Log(4) + 3 * MathF.Log(5)) / 4);

    [Fact]
    public void Nll_takes_log_probabilities() =>
        Expect.Values(F.nll_loss(_logits.log_softmax(1), _classes), (Losses[0] + Losses[1]) / 2);

    [Fact]
    public void Distances_reduce_as_asked()
    {
        using var a = tensor(new float[] { 1, 2 });
        using var b = tensor(new float[] { 3, 1 });
        Expect.Values(F.mse_loss(a, b), 2.5f);
        Expect.Values(F.mse_loss(a, b, nn.Reduction.None), 4, 1);
        Expect.Values(F.l1_loss(a, b), 1.5f);
        Expect.Values(F.l1_loss(a, b, nn.Reduction.Sum), 3);
    }

    [Fact]
    public void Linear_multiplies_by_the_transposed_weight()
    {
        using var x = tensor(new float[] { 1, 2 });
        using var weight = tensor(new float[] { 1, 0, 0, 1, 1, 1 }).view(3, 2);
        Expect.Values(F.linear(x, weight), 1, 2, 3);
        Expect.Values(F.linear(x, weight, ones(3)), 2, 3, 4);
    }

    [Fact]
    public void Layer_norm_centres_scales_and_shifts()
    {
        using var x = tensor(new float[] { 1, 3 });
        Expect.Values(F.layer_norm(x, [2], eps: 0), -1, 1);
        Expect.Values(F.layer_norm(x, [2], tensor(new float[] { 2, 3 }), tensor(new float[] { 1, 1 }), 0), -1, 4);
        Expect.Values(F.layer_norm(x, [2], eps: 3), -0.5f, 0.5f);
    }

    [Fact]
    public void Normalize_gives_unit_length_and_survives_zero()
    {
        using var x = tensor(new float[] { 3, 4, 0, 0 }).view(2, 2);
        Expect.Values(F.normalize(x), 0.6f, 0.8f, 0, 0);
        Expect.Values(F.cosine_similarity(x[0], tensor(new float[] { 4, 3 }), dim: 0), 24f / 25);
    }

    [Fact]
    public void Dropout_zeroes_and_rescales_in_training_only()
    {
        using var x = ones(1000);
        Assert.True(F.dropout(x, 0.25, training: false).Equals(x));
        using var dropped = F.dropout(x, 0.25);
        var values = dropped.data<float>().ToArray();
        Assert.All(values, value => Assert.True(value == 0 || Math.Abs(value - 4f / 3) < 1e-6));
        Assert.InRange(values.Count(value => value == 0), 180, 320);
    }

    [Fact]
    public void Pads_before_and_after()
    {
        Expect.Values(F.pad(ones(2), (1, 2), value: 5), 5, 1, 1, 5, 5);
        Expect.Shape(F.pad(ones(2, 2), (0, 1, 1, 1)), 4, 3);
    }

    [Fact]
    public void One_hot_marks_the_class() => Expect.Values(F.one_hot(tensor(new long[] { 1, 0 }), 3), 0, 1, 0, 1, 0, 0);
}
