using T2L.Registry.Search;

namespace T2L.Registry.Tests.Search;

public sealed class BlockHeadsTests
{
    private const int Size = 256;

    [Theory]
    [InlineData(0)]
    [InlineData(3)] // as text encoders do it: all vectors lean one way
    public void No_product_exceeds_its_bound(float lean)
    {
        var (block, subspace) = Filled(SampleVectors.Create(VectorBlock.Capacity, Size, seed: 7), lean);
        foreach (var query in SampleVectors.Create(10, Size, seed: 8).Append(block.Decode(11)))
        {
            var code = new QueryCode(Direction.Of(query)!);
            var bounds = Bounds(block, subspace, code);
            Assert.All(Enumerable.Range(0, VectorBlock.Capacity), slot => Assert.True(block.Product(code, slot) <= bounds[slot]));
        }
    }

    [Fact]
    public void Vectors_that_lie_along_a_few_directions_are_bounded_closely()
    {
        var random = new Random(9);
        var directions = SampleVectors.Create(20, Size, seed: 9);
        var vectors = Enumerable.Range(0, VectorBlock.Capacity).Select(_ => Mixed(directions, random)).ToList();
        var (block, subspace) = Filled(vectors, lean: 0);
        var code = new QueryCode(Direction.Of(Mixed(directions, random))!);

        var bounds = Bounds(block, subspace, code);

        Assert.All(Enumerable.Range(0, VectorBlock.Capacity), slot => Assert.InRange(bounds[slot] - block.Product(code, slot), 0, 0.02f));
    }

    private static float[] Mixed(List<float[]> directions, Random random)
    {
        var vector = new float[Size];
        foreach (var direction in directions)
        {
            var share = random.NextSingle() - 0.5f;
            for (var i = 0; i < Size; i++)
                vector[i] += share * direction[i];
        }
        return vector;
    }

    private static (VectorBlock Block, Subspace Subspace) Filled(List<float[]> vectors, float lean)
    {
        var block = new VectorBlock(Size);
        for (var slot = 0; slot < VectorBlock.Capacity; slot++)
            block.Write(slot, Guid.NewGuid(), Direction.Of([.. vectors[slot].Select(number => number + lean)])!, group: 0);
        return (block, Subspace.Of([.. Enumerable.Range(0, 1024).SelectMany(slot => block.Decode(slot * 4))], Size));
    }

    private static float[] Bounds(VectorBlock block, Subspace subspace, QueryCode query)
    {
        var bounds = new float[VectorBlock.Capacity];
        block.Summarise(subspace);
        block.Heads!.Bound(new QueryHead(subspace, query), bounds);
        return bounds;
    }
}
