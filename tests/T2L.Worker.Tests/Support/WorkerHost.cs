using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using T2L.Contracts;
using T2L.Contracts.Messaging;
using T2L.Registry;
using T2L.Registry.Catalog;
using T2L.Registry.Data;
using T2L.Registry.Jobs;
using T2L.Testing;
using T2L.Worker.Generation;

namespace T2L.Worker.Tests.Support;

/// <summary>A worker as it runs, with a real registry and a bus; only generator and engine are stand-ins.</summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    private readonly IHost _host;

    private WorkerHost(IHost host, StandInGenerator generator) => (_host, Generator) = (host, generator);

    public StandInGenerator Generator { get; }

    public StandInEngine Engine => (StandInEngine)Get<IInferenceEngine>();

    public News News => Get<News>();

    public GenerationJobs Jobs => Get<GenerationJobs>();

    public AdapterCatalog Catalog => Get<AdapterCatalog>();

    public static async Task<WorkerHost> StartAsync(
        string database, TemporaryDirectory blobs, StandInGenerator? generator = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        generator ??= new StandInGenerator();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Registry"] = database,
            ["Blobs:Root"] = blobs.Path,
            ["Generation:SweepSeconds"] = "1",
            ["Generation:RetrySeconds"] = "0.05",
            ["Generation:MaxAttempts"] = "3",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.Services.AddRegistry(builder.Configuration);
        builder.Services.AddWorkerCore();
        builder.Services.AddSingleton<IAdapterGenerator>(generator);
        builder.Services.AddSingleton<IInferenceEngine, StandInEngine>();
        builder.Services.AddSingleton<ITaskReader, StandInReader>();
        builder.Services.AddSingleton<News>();
        builder.Services.AddBus(builder.Configuration, bus =>
        {
            bus.AddWorkerConsumers();
            bus.AddConsumer<NewsConsumer>().Endpoint(endpoint => (endpoint.InstanceId, endpoint.Temporary) = ($"-{Guid.NewGuid():N}", true));
        });
        builder.Services.Configure<MassTransitHostOptions>(options => (options.WaitUntilStarted, options.StartTimeout) = (true, TimeSpan.FromMinutes(1)));
        var host = builder.Build();
        await host.StartAsync();
        return new WorkerHost(host, generator);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public Task PublishAsync<T>(T message)
        where T : class => Get<IBus>().Publish(message);

    /// <summary>Writes a job's row and sends its message, as the API does.</summary>
    public async Task<Guid> OrderAsync(string description)
    {
        var job = await Jobs.EnqueueAsync(new NewJob(description));
        await PublishAsync(new GenerateAdapter(job.Id));
        return job.Id;
    }

    public async Task<GenerationJob> WhenAsync(Guid id, JobStatus status, int seconds = 20)
    {
        GenerationJob? job = null;
        for (var left = seconds * 50; left > 0; left--)
        {
            job = await Jobs.FindAsync(id);
            if (job?.Status == status)
                return job;
            await Task.Delay(20);
        }
        throw new TimeoutException($"Job {id} is {job?.Status} and not {status} after {seconds} s: {job?.Error}");
    }

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
