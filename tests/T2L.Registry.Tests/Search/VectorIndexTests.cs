using T2L.Registry.Search;

namespace T2L.Registry.Tests.Search;

public sealed class VectorIndexTests
{
    [Theory]
    [InlineData(100, 7, 5)]
    [InlineData(9000, 64, 20)]
    [InlineData(5000, 256, 1)]
    [InlineData(13_000, 256, 20)]
    public void A_shortlist_holds_the_nearest_for_certain_and_nothing_outside_reaches_its_floor(int count, int size, int wanted)
    {
        var vectors = SampleVectors.Create(count, size, seed: 1);
        var (index, ids) = Indexed(vectors, size);
        foreach (var query in SampleVectors.Create(20, size, seed: 2).Concat(vectors.Take(5)))
        {
            var cosines = vectors.Select(vector => Direction.Cosine(query, vector)).ToList();
            var nearest = Enumerable.Range(0, count).OrderByDescending(i => cosines[i]).Take(wanted).Select(i => ids[i]);

            var shortlist = index.Nearest(query, wanted);

            var inside = shortlist.Vectors.Select(vector => vector.Id).ToHashSet();
            Assert.Subset(inside, nearest.ToHashSet());
            Assert.All(shortlist.Vectors, vector => Assert.InRange(cosines[ids.IndexOf(vector.Id)], vector.LowerBound, vector.UpperBound));
            Assert.All(Enumerable.Range(0, count).Where(i => !inside.Contains(ids[i])), i => Assert.True(cosines[i] < shortlist.Floor));
        }
    }

    [Theory]
    [InlineData(100, 16, 5)]
    [InlineData(13_000, 256, 20)]
    public void A_shortlist_of_one_base_model_holds_the_nearest_of_its_own_and_nothing_else(int count, int size, int wanted)
    {
        var vectors = SampleVectors.Create(count, size, seed: 8);
        var index = new VectorIndex(size);
        var ids = vectors.Select(_ => Guid.NewGuid()).ToList();
        for (var i = 0; i < count; i++)
            index.Add(ids[i], vectors[i], ModelOf(i));
        int[] own = [.. Enumerable.Range(0, count).Where(i => ModelOf(i) == "one in nine")];
        foreach (var query in SampleVectors.Create(20, size, seed: 9))
        {
            var nearest = own.OrderByDescending(i => Direction.Cosine(query, vectors[i])).Take(wanted).Select(i => ids[i]);

            var shortlist = index.Nearest(query, wanted, "one in nine");

            var inside = shortlist.Vectors.Select(vector => vector.Id).ToHashSet();
            Assert.Subset(inside, nearest.ToHashSet());
            Assert.Subset(own.Select(i => ids[i]).ToHashSet(), inside);
            Assert.All(own.Where(i => !inside.Contains(ids[i])), i => Assert.True(Direction.Cosine(query, vectors[i]) < shortlist.Floor));
        }

        Assert.Equal(own.Length, index.CountOf("one in nine"));
        Assert.Equal(own.Length, index.Nearest(vectors[0], count, "one in nine").Vectors.Count);
        Assert.Equal(double.NegativeInfinity, index.Nearest(vectors[0], own.Length + 1, "one in nine").Floor);
        Assert.Empty(index.Nearest(vectors[0], wanted, "nobody's").Vectors);
        Assert.Equal(0, index.CountOf("nobody's"));

        static string ModelOf(int i) => i % 9 == 4 ? "one in nine" : "another";
    }

    [Fact]
    public void A_shortlist_is_short_although_the_neighbourhood_is_dense()
    {
        var vectors = SampleVectors.Create(8000, 256, seed: 3);
        var (index, _) = Indexed(vectors, 256);

        Assert.InRange(index.Nearest(vectors[17], 20).Vectors.Count, 20, 40);
    }

    [Fact]
    public void Of_those_that_pass_a_filter_the_leading_hold_the_nearest()
    {
        var vectors = SampleVectors.Create(6000, 64, seed: 7);
        var (index, ids) = Indexed(vectors, 64);
        var passing = index.Nearest(vectors[5], 400).Vectors.Where((_, i) => i % 3 == 0).ToList();
        var nearest = passing.OrderByDescending(vector => Direction.Cosine(vectors[5], vectors[ids.IndexOf(vector.Id)])).Take(20);

        var leading = Shortlist.Leading(passing, 20);

        Assert.Subset(leading.ToHashSet(), nearest.ToHashSet());
        Assert.InRange(leading.Count, 20, 40);
    }

    [Fact]
    public void Where_more_is_wanted_than_there_is_all_of_it_is_given()
    {
        var (index, ids) = Indexed(SampleVectors.Create(10, 16, seed: 4), 16);

        var shortlist = index.Nearest(SampleVectors.Create(1, 16, seed: 5)[0], 11);

        Assert.Equal(ids.Order(), shortlist.Vectors.Select(vector => vector.Id).Order());
        Assert.Equal(double.NegativeInfinity, shortlist.Floor);
    }

    [Fact]
    public void What_has_no_direction_or_another_size_is_left_out()
    {
        var index = new VectorIndex(3);
        index.Add(Guid.NewGuid(), [0, 0, 0]);
        index.Add(Guid.NewGuid(), [float.NaN, 0, 1]);
        index.Add(Guid.NewGuid(), [1, 2]);
        index.Add(Guid.NewGuid(), [1, 2, 3]);

        Assert.Equal(1, index.Count);
        Assert.Empty(index.Nearest([0, 0, 0], 5).Vectors);
        Assert.Empty(index.Nearest([1, 2], 5).Vectors);
        Assert.Single(index.Nearest([-1, -2, -3], 5).Vectors);
    }

    [Fact]
    public async Task Readers_see_whole_vectors_while_others_are_added()
    {
        var vectors = SampleVectors.Create(10_000, 32, seed: 6);
        var index = new VectorIndex(32);
        var first = Guid.NewGuid();
        index.Add(first, vectors[0]);
        // On a thread of its own: the reader below keeps the pool so busy that on two cores it may never give the writer one.
        var writing = Task.Factory.StartNew(
            () => vectors.Skip(1).ToList().ForEach(vector => index.Add(Guid.NewGuid(), vector)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        do
            Assert.Contains(first, index.Nearest(vectors[0], 1).Vectors.Select(vector => vector.Id));
        while (!writing.IsCompleted);
        await writing;
        Assert.Equal(10_000, index.Count);
    }

    private static (VectorIndex Index, List<Guid> Ids) Indexed(List<float[]> vectors, int size)
    {
        var index = new VectorIndex(size);
        var ids = vectors.Select(_ => Guid.NewGuid()).ToList();
        for (var i = 0; i < vectors.Count; i++)
            index.Add(ids[i], vectors[i]);
        return (index, ids);
    }
}
