using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using T2L.Api;
using T2L.Contracts;
using T2L.Contracts.Messaging;
using T2L.Contracts.Remote;
using T2L.Registry;

namespace T2L.Benchmarks.Registry;

/// <summary>The API alone on a port of the loopback, without a worker; tasks are read by the rows' own rule.</summary>
internal sealed class ApiUnderTest : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiUnderTest(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<ApiUnderTest> StartAsync(RegistryWorld world, SampleRows rows, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(world.Settings);
        builder.Services.AddRegistry(builder.Configuration);
        builder.Services.AddRemoteEngine();
        builder.Services.AddSingleton<ITaskReader>(new SampleReader(rows));
        builder.Services.AddT2LApi();
        builder.Services.AddBus(builder.Configuration, bus => bus.AddApiConsumers());
        var app = builder.Build();
        app.MapT2LApi();
        await app.StartAsync(cancellationToken).ConfigureAwait(false);
        return new ApiUnderTest(app);
    }

    /// <summary>A service of the API.</summary>
    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Reads "task 17" as the 17th query; an encoder would cost the same milliseconds whatever the registry holds.</summary>
    private sealed class SampleReader(SampleRows rows) : ITaskReader
    {
        public Task<TaskReading> ReadAsync(string description, CancellationToken cancellationToken) =>
            Task.FromResult(new TaskReading(rows.Query(int.Parse(description.AsSpan("task ".Length), System.Globalization.CultureInfo.InvariantCulture)), SampleRows.EncoderDigest, null));
    }
}
