using T2L.Benchmarks.Probes;
using T2L.Models;

namespace T2L.Benchmarks.BaseModels;

public sealed class ModelFloorTests
{
    // Embedding 10·4, norms 3·4, and one layer of q 4·4, k 2·4, v 2·4, o 4·4, MLP 3·4·8.
    private static readonly ModelConfig Config = new()
    {
        VocabularySize = 10, HiddenSize = 4, IntermediateSize = 8, Layers = 1, Heads = 2, KeyValueHeads = 1, HeadDim = 2, MaxPositions = 16, TieWordEmbeddings = true,
    };

    [Theory]
    [InlineData(true, 40 + 12 + 144)]
    [InlineData(false, 40 + 12 + 144)] // The head is read, the embedding of the same size is looked up.
    public void An_embedding_counts_only_where_it_is_the_head(bool tied, int numbers)
    {
        using var network = new Transformer(Config with { TieWordEmbeddings = tied });

        Assert.Equal(new ModelFloor(sizeof(float) * numbers, numbers), ModelFloor.Of(network));
    }

    [Fact]
    public void Weights_are_read_once_for_all_tokens_that_go_together()
    {
        var floor = new ModelFloor(Bytes: 1000, Numbers: 250);

        Assert.Equal(2 * 20, floor.TokensPerSecond(2, new Peak(1, Flops: 1e9, Bandwidth: 20000)), 1e-9);
        Assert.Equal(10, floor.TokensPerSecond(2, new Peak(1, Flops: 5000, Bandwidth: 1e9)), 1e-9);
    }
}
