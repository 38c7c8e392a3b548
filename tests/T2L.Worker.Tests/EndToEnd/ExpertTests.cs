using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Contracts;
using T2L.Models;
using T2L.Registry.Catalog;
using T2L.Registry.Publishing;
using T2L.Registry.Tests;
using T2L.Svf.Decomposition;
using T2L.Testing;
using T2L.Worker.Tests.Support;

namespace T2L.Worker.Tests.EndToEnd;

/// <summary>An SVF expert from the registry to an answer, with nothing replaced.</summary>
[Collection(PostgresGroup.Name)]
[Trait("Category", "Service")]
public sealed class ExpertTests(PostgresFixture postgres) : IDisposable
{
    private readonly TinyWorld _world = new();
    private readonly TemporaryDirectory _folder = new();

    public void Dispose()
    {
        _world.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_expert_of_the_registry_answers_alone_and_beside_a_lora()
    {
        var decomposition = new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = _world.BaseModel, Output = _folder.File("svd") });
        using var host = await StartAsync(_folder.File("svd"));
        var publisher = host.Services.GetRequiredService<AdapterPublisher>();
        var expert = (await publisher.PublishAsync(new AnyAdapter(SampleExpert.Of(decomposition, label: "words")), new Provenance())).Entry;
        var lora = (await publisher.PublishAsync(TinyModel.Adapter(TinyModel.Config, seed: 1), new Provenance())).Entry;
        var engine = await ReadyAsync(host);

        var texts = new List<string>();
        foreach (var (first, second) in ((CatalogEntry?, CatalogEntry?)[])[(null, null), (expert, null), (lora, null), (lora, expert)])
            texts.Add((await engine.CompleteAsync(new CompletionRequest("stone", first?.Digest.Value, 24, SecondAdapterDigest: second?.Digest.Value), default)).Text);

        Assert.Equal(4, texts.Distinct().Count());
        Assert.Equal((AdapterKind.Svf, engine.Info.Digest), (expert.Kind, decomposition.BaseDigest.Value));
        await host.StopAsync();
    }

    [Fact]
    public async Task Without_a_decomposition_an_expert_is_refused_with_what_to_do()
    {
        var decomposition = new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = _world.BaseModel, Output = _folder.File("svd") });
        using var host = await StartAsync("");
        var expert = await host.Services.GetRequiredService<AdapterPublisher>().PublishAsync(new AnyAdapter(SampleExpert.Of(decomposition)), new Provenance());
        var engine = await ReadyAsync(host);

        var refusal = await Assert.ThrowsAsync<InferenceException>(() => engine.CompleteAsync(new CompletionRequest("stone", expert.Digest.Value), default));

        Assert.Equal(InferenceError.AdapterDoesNotFit, refusal.Error);
        Assert.Contains("Set Inference:Decomposition", refusal.Message, StringComparison.Ordinal);
        await host.StopAsync();
    }

    [Fact]
    public async Task An_expert_whose_bytes_were_changed_is_not_served()
    {
        var decomposition = new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = _world.BaseModel, Output = _folder.File("svd") });
        using var host = await StartAsync(_folder.File("svd"));
        var expert = await host.Services.GetRequiredService<AdapterPublisher>().PublishAsync(new AnyAdapter(SampleExpert.Of(decomposition)), new Provenance());
        var file = (await host.Services.GetRequiredService<AdapterCatalog>().FilesAsync(expert.Digest)).Files.Single(one => one.Name == SvfExpertFile.Name).Digest;
        var path = Directory.EnumerateFiles(_folder.File("blobs"), file.Hex, SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^1] ^= 1;
        File.Delete(path);
        await File.WriteAllBytesAsync(path, bytes);
        var engine = await ReadyAsync(host);

        var refusal = await Assert.ThrowsAsync<InferenceException>(() => engine.PrefetchAsync(expert.Digest.Value, default));

        Assert.Equal(InferenceError.AdapterDamaged, refusal.Error);
        await host.StopAsync();
    }

    private static async Task<IInferenceEngine> ReadyAsync(IHost host)
    {
        await host.Services.GetRequiredService<WorkerModels>().WhenLoadedAsync();
        return host.Services.GetRequiredService<IInferenceEngine>();
    }

    private Task<IHost> StartAsync(string decomposition) =>
        TinyWorker.StartAsync(_world, postgres.NewDatabase(), _folder.File("blobs"), ("Inference:Decomposition", decomposition));
}
