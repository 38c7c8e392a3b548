using T2L.Training.Running;
using static TorchSharp.torch;

namespace T2L.Training.Tests.Running;

public sealed class BatchesTests
{
    [Fact]
    public void A_step_holds_the_same_items_whether_reached_in_order_or_at_once()
    {
        var inOrder = Numbers();
        var reached = Enumerable.Range(0, 20).Select(inOrder.At).Last();

        Assert.Equal(reached, Numbers().At(19));
    }

    [Fact]
    public void Items_of_a_batch_are_of_similar_length()
    {
        var batches = Numbers();

        var spreads = Enumerable.Range(0, 8).Select(step => batches.At(step)).Select(batch => batch.Max() - batch.Min());

        Assert.All(spreads, spread => Assert.InRange(spread, 0, 500)); // 1000 if they were mixed
    }

    [Fact]
    public void Another_seed_gives_other_items() => Assert.NotEqual(Numbers(1).At(0), Numbers(2).At(0));

    [Fact]
    public void The_mean_of_unequal_shares_is_that_of_the_batch()
    {
        int[] batch = [1, 2, 3, 4, 5, 6, 7, 8];

        var losses = Batches.Losses(batch, 3, (share, _) => tensor(share.Average())).Select(loss => loss().item<double>()).ToList();

        Assert.Equal(3, losses.Count);
        Assert.Equal(batch.Average(), losses.Average(), 12);
    }

    [Fact]
    public void Equal_shares_are_left_as_they_are() =>
        Assert.Equal([2f, 3f], Batches.Losses([1, 2, 3, 4], 2, (share, _) => tensor((float)share.Average())).Select(loss => loss().item<float>()));

    private static Batches<int> Numbers(int seed = 3) => new(seed, 16, random => random.Next(1000), number => number);
}
