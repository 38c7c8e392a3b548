using T2L.Benchmarks.Probes;
using T2L.Models;

namespace T2L.Benchmarks.Decode;

public sealed class DecodeFloorTests
{
    // Embedding 10·4 and one layer of q 4·4, k 2·4, v 2·4, o 4·4, MLP 3·4·8: 184 weights. Keys and values: 2·2 numbers of 3 tokens in 2 rows.
    private static readonly DecodeShape Shape = new("tiny", new ModelConfig
    {
        VocabularySize = 10, HiddenSize = 4, IntermediateSize = 8, Layers = 1, Heads = 2, KeyValueHeads = 1, HeadDim = 2, MaxPositions = 16, TieWordEmbeddings = true,
    }, Batch: 2, PromptTokens: 2, Tokens: 2);

    [Fact]
    public void Every_weight_adapter_and_held_token_is_read_once()
    {
        Assert.Equal(4 * (184 + 24), DecodeFloor.Of(Shape, 0, 100).Bytes);
        Assert.Equal(4 * (184 + 24 + 2 * 100), DecodeFloor.Of(Shape, 2, 100).Bytes);
    }

    [Fact]
    public void Each_row_multiplies_by_the_weights_and_by_its_own_adapter() =>
        Assert.Equal(2 * (2 * 184 + 2 * 4 * 3 * 2 + 2 * 100), DecodeFloor.Of(Shape, 1, 100).Operations);

    [Fact]
    public void The_slower_of_memory_and_arithmetic_bounds_the_tokens_a_second()
    {
        var floor = new DecodeFloor(Bytes: 1000, Operations: 500);

        Assert.Equal(20, floor.TokensPerSecond(2, new Peak(1, Flops: 5000, Bandwidth: 20000)), 1e-9);
        Assert.Equal(20, floor.TokensPerSecond(2, new Peak(1, Flops: 50000, Bandwidth: 10000)), 1e-9);
    }
}
