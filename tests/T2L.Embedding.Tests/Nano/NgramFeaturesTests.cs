using T2L.Embedding.Nano;

namespace T2L.Embedding.Tests.Nano;

public class NgramFeaturesTests
{
    private static readonly NgramFeatures Features = new(vocabularySize: 20, buckets: 7, firstTokenId: 4)
    {
        Neighbours = new NgramHash(3, 5, 1),
        Skips = new NgramHash(2, 1, 0),
    };

    [Fact]
    public void Tokens_then_neighbours_then_skips()
    {
        // [CLS] 4 9 5 [SEP]: neighbours (4,9) and (9,5), skip (4,5).
        int[] expected = [4, 9, 5, 20 + (3 * 4 + 5 * 9 + 1) % 7, 20 + (3 * 9 + 5 * 5 + 1) % 7, 20 + (2 * 4 + 5) % 7];
        Assert.Equal(expected, Features.Extract([1, 4, 9, 5, 2]));
        Assert.Equal(expected, Features.Extract([4, 9, 5]));
    }

    [Fact]
    public void Special_tokens_are_no_features_and_part_no_pairs() =>
        Assert.Equal([4, 9, 20 + (2 * 4 + 9) % 7], Features.Extract([4, 2, 9]));

    [Fact]
    public void Repeated_tokens_count_each_time() => Assert.Equal(3 + 2 + 1, Features.Extract([6, 6, 6]).Length);

    [Fact]
    public void A_text_of_special_tokens_has_no_features() => Assert.Empty(Features.Extract([1, 2]));

    [Theory]
    [InlineData(-1)]
    [InlineData(20)]
    public void Refuses_ids_outside_the_vocabulary(int id) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Features.Extract([id]));

    [Fact]
    public void The_order_of_a_pair_matters()
    {
        var features = new NgramFeatures(1000, 4096, 0);
        var same = Enumerable.Range(0, 500).Count(i => features.Extract([i, i + 1])[2] == features.Extract([i + 1, i])[2]);
        Assert.InRange(same, 0, 3);
    }

    [Fact]
    public void Pairs_spread_evenly_over_the_buckets()
    {
        var features = new NgramFeatures(1000, 256, 0);
        var counts = new int[256];
        for (var a = 0; a < 1000; a += 4)
            for (var b = 1; b < 1000; b += 4)
                counts[features.Neighbours.Bucket(a, b, 256)]++;
        Assert.InRange(counts.Min(), 170, 244); // 62,500 pairs, 244 a bucket on average
        Assert.InRange(counts.Max(), 244, 320);
    }

    [Fact]
    public void The_hash_does_not_overflow()
    {
        var hash = new NgramHash(NgramHash.Prime - 1, NgramHash.Prime - 1, NgramHash.Prime - 1);
        var exact = (int)((Int128)(NgramHash.Prime - 1) * (2L * int.MaxValue + 1) % NgramHash.Prime % 1000);
        Assert.Equal(exact, hash.Bucket(int.MaxValue, int.MaxValue, 1000));
    }
}
