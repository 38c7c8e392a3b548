using Microsoft.Extensions.Options;
using T2L.Adapters;
using T2L.Registry.Audit;
using T2L.Registry.Hosting;
using T2L.Registry.Publishing;
using T2L.Registry.Search;

namespace T2L.Registry.Tests.Search;

public sealed class PgVectorTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private const int Size = 48;
    private static readonly Digest Encoder = Digest.Of("encoder"u8);

    [PgVectorFact]
    public async Task PostgreSQL_finds_what_the_program_finds_in_the_same_order()
    {
        await PublishAllAsync(150);
        using var index = new EmbeddingIndex(Registry.Contexts, TimeProvider.System);
        foreach (var query in SampleVectors.Create(10, Size, seed: 2))
        {
            var there = await Search(index, VectorSearch.PgVector).NearestAsync(query, Encoder, 25);
            Assert.Equal(25, there.Count);
            Assert.Equal(await Search(index, VectorSearch.Memory).NearestAsync(query, Encoder, 25), there);
        }
    }

    [PgVectorFact]
    public async Task Until_the_index_is_read_PostgreSQL_answers()
    {
        await PublishAllAsync(30);
        using var index = new EmbeddingIndex(Registry.Contexts, TimeProvider.System);
        var query = SampleVectors.Create(1, Size, seed: 3)[0];

        var first = await Search(index, VectorSearch.Auto).NearestAsync(query, Encoder, 5);
        await index.WarmUpAsync(default);

        Assert.Equal(first, await Search(index, VectorSearch.Auto).NearestAsync(query, Encoder, 5));
    }

    [Fact]
    public async Task Without_the_extension_a_search_that_needs_it_says_so()
    {
        await Registry.ExecuteAsync("drop extension if exists vector");
        using var index = new EmbeddingIndex(Registry.Contexts, TimeProvider.System);

        var error = await Assert.ThrowsAsync<RegistryUnavailableException>(() => Search(index, VectorSearch.PgVector).NearestAsync([1, 0], Encoder, 5));

        Assert.Contains("create extension vector", error.Message, StringComparison.Ordinal);
        if (PgVectorFactAttribute.IsThere)
            await Registry.ExecuteAsync("create extension vector");
    }

    private SemanticSearch Search(EmbeddingIndex index, VectorSearch searcher) =>
        new(Registry.Contexts, index, Options.Create(new RegistryOptions { VectorSearch = searcher.ToString() }));

    private async Task PublishAllAsync(int count)
    {
        var vectors = SampleVectors.Create(count, Size, seed: 1);
        for (var i = 0; i < count; i++)
            await Registry.Publisher.PublishAsync(
                SampleAdapter.Create(i), new Provenance { Description = $"task {i}", Embedding = vectors[i], Encoder = Encoder, Actor = new Actor("ann") }, $"pg/task-{i}");
    }
}
