using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client.Exceptions;
using T2L.Contracts.Messaging;
using T2L.Contracts.Remote;
using T2L.Contracts.Tests.Remote;
using T2L.Testing.RabbitMq;

namespace T2L.Contracts.Tests.RabbitMq;

[Trait("Category", "Service")]
public sealed class RabbitMqBusTests(RabbitMqServer broker) : IClassFixture<RabbitMqServer>
{
    private readonly Delivered _delivered = new();

    [RabbitMqFact]
    public async Task Delivers_each_order_to_one_of_the_competing_workers()
    {
        using var first = await StartWorkerAsync("first");
        using var second = await StartWorkerAsync("second");

        for (var number = 0; number < 60; number++)
            await first.Services.GetRequiredService<IBus>().Publish(new Deliver(number));
        await _delivered.WaitForAsync(60);

        Assert.Equal(Enumerable.Range(0, 60), _delivered.Seen.Select(seen => seen.Number).Order());
        Assert.Equal(["first", "second"], _delivered.Seen.Select(seen => seen.Worker).Distinct().Order(StringComparer.Ordinal));
        await StopAsync(first, second);
    }

    [RabbitMqFact]
    public async Task Retries_what_can_heal()
    {
        using var worker = await StartWorkerAsync("worker");
        _delivered.Failures[7] = 3;

        await worker.Services.GetRequiredService<IBus>().Publish(new Deliver(7));
        await _delivered.WaitForAsync(1);

        Assert.Equal(0, _delivered.Failures[7]);
        await StopAsync(worker);
    }

    [RabbitMqFact]
    public async Task Survives_a_broker_that_is_killed_and_started_again()
    {
        using var worker = await StartWorkerAsync("worker");
        var bus = worker.Services.GetRequiredService<IBus>();
        await bus.Publish(new Deliver(1));
        await _delivered.WaitForAsync(1);

        await broker.KillAsync();
        await broker.StartAsync();
        await PublishUntilTakenAsync(bus, new Deliver(2));
        await _delivered.WaitForAsync(2, seconds: 90);

        Assert.Equal([1, 2], _delivered.Seen.Select(seen => seen.Number).Distinct().Order());
        await StopAsync(worker);
    }

    [RabbitMqFact]
    public async Task Reaches_an_engine_in_another_process()
    {
        using var worker = await StartAsync(services => services.AddSingleton<IInferenceEngine>(new StandInEngine()), bus => bus.AddEngineConsumers());
        using var caller = await StartAsync(services => services.AddRemoteEngine(), _ => { });
        var engine = caller.Services.GetRequiredService<IInferenceEngine>();

        var result = await engine.CompleteAsync(new CompletionRequest("stone", null), default);

        Assert.Equal("enots", result.Text);
        Assert.Equal("nano", engine.Info.Model);
        await StopAsync(caller, worker);
    }

    private static async Task PublishUntilTakenAsync(IBus bus, Deliver message)
    {
        for (var attempt = 0; attempt < 30; attempt++)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3));
            try
            {
                await bus.Publish(message, patience.Token);
                return;
            }
            catch (Exception error) when (error is OperationCanceledException or MassTransitException or RabbitMQClientException)
            {
                await Task.Delay(500);
            }
        }
        Assert.Fail("The bus did not reconnect.");
    }

    private Task<IHost> StartWorkerAsync(string name) => StartAsync(
        services => services.AddSingleton(_delivered).AddSingleton(new WorkerName(name)),
        bus => bus.AddConsumer<DeliverConsumer, DeliverConsumerDefinition>());

    private async Task<IHost> StartAsync(Action<IServiceCollection> services, Action<IBusRegistrationConfigurator> consumers)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(broker.Settings);
        services(builder.Services);
        builder.Services.AddBus(builder.Configuration, consumers);
        builder.Services.Configure<MassTransitHostOptions>(options => (options.WaitUntilStarted, options.StartTimeout) = (true, TimeSpan.FromMinutes(1)));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task StopAsync(params IHost[] hosts)
    {
        foreach (var host in hosts)
            await host.StopAsync();
    }
}
