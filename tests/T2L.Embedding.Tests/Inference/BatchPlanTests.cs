using T2L.Embedding.Inference;

namespace T2L.Embedding.Tests.Inference;

public class BatchPlanTests
{
    [Fact]
    public void Everything_goes_into_one_run_where_it_fits() =>
        Assert.Equal([[1, 0, 2]], BatchPlan.Of([5, 3, 7], maxTokens: 21));

    [Fact]
    public void Like_lengths_run_together_within_the_limit() =>
        // 3 and 5: 2 × 5 = 10; 7 would make 21. Then 7 and 9: 18 is over 16, so each alone.
        Assert.Equal([[1, 0], [2], [3]], BatchPlan.Of([5, 3, 7, 9], maxTokens: 16));

    [Fact]
    public void A_text_over_the_limit_runs_alone() =>
        Assert.Equal([[0, 2], [1]], BatchPlan.Of([2, 100, 2], maxTokens: 8));

    [Fact]
    public void Every_text_is_in_exactly_one_run_and_no_run_is_over_the_limit()
    {
        var random = new Random(1);
        var lengths = Enumerable.Range(0, 500).Select(_ => random.Next(1, 60)).ToArray();
        var batches = BatchPlan.Of(lengths, maxTokens: 128).ToList();
        Assert.Equal(Enumerable.Range(0, 500), batches.SelectMany(b => b).Order());
        Assert.All(batches, b => Assert.True(b.Count == 1 || b.Count * b.Max(i => lengths[i]) <= 128));
    }

    [Fact]
    public void No_texts_give_no_runs() => Assert.Empty(BatchPlan.Of([], maxTokens: 8));
}
