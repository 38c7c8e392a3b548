using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using T2L.Contracts.Messaging;
using T2L.Registry;

namespace T2L.Worker.Tests.EndToEnd;

/// <summary>A worker with nothing replaced, over tiny models.</summary>
internal static class TinyWorker
{
    /// <summary>Starts it; settings that are given go before its own.</summary>
    public static async Task<IHost> StartAsync(TinyWorld world, string database, string blobs, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Registry"] = database,
            ["Blobs:Root"] = blobs,
            ["Inference:BaseModel"] = world.BaseModel,
            ["Inference:Device"] = "cpu",
            ["Generation:Hypernetwork"] = world.Hypernetwork,
            ["Generation:Encoder"] = world.Encoder,
            ["Generation:SweepSeconds"] = "1",
            // Untrained networks write changes of any size.
            ["Registry:MaxModuleNorm"] = "1000000",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddRegistry(builder.Configuration);
        builder.Services.AddT2LWorker();
        builder.Services.AddBus(builder.Configuration, bus => bus.AddWorkerConsumers());
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
