using T2L.Registry.Search;

namespace T2L.Registry.Tests.Search;

public sealed class RankFusionTests
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(0, 5).Select(_ => Guid.NewGuid())];

    [Fact]
    public void What_both_lists_have_comes_before_what_one_has() =>
        Assert.Equal([Ids[1], Ids[0], Ids[2]], RankFusion.Fuse([Ids[0], Ids[1]], [Ids[1], Ids[2]]));

    [Fact]
    public void One_list_keeps_its_order() => Assert.Equal(Ids, RankFusion.Fuse(Ids, []));
}
