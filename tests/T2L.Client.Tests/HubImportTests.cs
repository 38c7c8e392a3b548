using Microsoft.Extensions.DependencyInjection;
using T2L.Adapters;
using T2L.Adapters.Origin;
using T2L.Adapters.Uploads;
using T2L.Api.Tests.Support;
using T2L.Client.Adapters;
using T2L.Worker.Tests.Support;

namespace T2L.Client.Tests;

/// <summary>Adapters that a server fetches for a client.</summary>
[Trait("Category", "Service")]
public sealed class HubImportTests : IAsyncLifetime, IDisposable
{
    private readonly ApiHost _api = new(new Dictionary<string, string?>(), log: null, services => services.AddSingleton<IAdapterHub, OneAdapter>());

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task What_the_server_fetched_says_where_it_is_from()
    {
        using var client = T2LClient.Connect(_api.Client.BaseAddress!, apiKey: null);

        var (adapter, isNew) = await client.Adapters.ImportFromHubAsync(new HubImport("acme/reverse-lora") { Revision = "v1", Name = "hub/reverse", Description = "Write it backwards." });
        var again = await client.Adapters.ImportFromHubAsync(new HubImport("acme/reverse-lora"));
        var refused = await Assert.ThrowsAsync<T2LException>(() => client.Adapters.ImportFromHubAsync(new HubImport("acme/other")));

        Assert.Equal((true, false), (isNew, again.IsNew));
        Assert.Equal(("hub/reverse", "hub", "Write it backwards."), (adapter.Name, adapter.Source, adapter.Description));
        Assert.Equal(new HubOrigin("acme/reverse-lora", new string('1', 40)), adapter.Hub);
        Assert.Equal("hub_not_found", refused.Code);
    }

    private sealed class OneAdapter : IAdapterHub
    {
        public async Task<HubOrigin> FetchAsync(string repository, string revision, UploadFolder folder, UploadLimits limits, CancellationToken cancellationToken)
        {
            if (repository != "acme/reverse-lora")
                throw new AdapterHubException(AdapterHubError.NotFound, "There is no such repository.");
            foreach (var file in new AnyAdapter(SampleAdapter.For("Write it backwards.")).ToFiles())
                await folder.AddAsync(file.Name, new MemoryStream(file.Bytes), cancellationToken);
            return new HubOrigin(repository, new string('1', 40));
        }
    }
}
