using System.Collections.Concurrent;
using MassTransit;
using T2L.Contracts.Messaging;

namespace T2L.Contracts.Tests.RabbitMq;

/// <summary>An order for tests.</summary>
public sealed record Deliver(int Number);

/// <summary>What arrived, and in which process it did.</summary>
public sealed class Delivered
{
    public ConcurrentQueue<(int Number, string Worker, bool Redelivered)> Seen { get; } = [];

    /// <summary>Numbers that fail as a busy disk would, and how often they still will.</summary>
    public ConcurrentDictionary<int, int> Failures { get; } = [];

    public async Task WaitForAsync(int count, int seconds = 60)
    {
        for (var left = seconds * 20; Seen.Select(seen => seen.Number).Distinct().Count() < count; left--)
        {
            Assert.True(left > 0, $"{Seen.Count} of {count} messages arrived in {seconds} s.");
            await Task.Delay(50);
        }
    }
}

internal sealed class DeliverConsumer(Delivered delivered, WorkerName worker) : IConsumer<Deliver>
{
    public Task Consume(ConsumeContext<Deliver> context)
    {
        var number = context.Message.Number;
        if (delivered.Failures.AddOrUpdate(number, 0, (_, left) => left - 1) > 0)
            throw new IOException("The disk is busy.");
        delivered.Seen.Enqueue((number, worker.Value, context.ReceiveContext.Redelivered));
        return Task.CompletedTask;
    }
}

internal sealed record WorkerName(string Value);

internal sealed class DeliverConsumerDefinition : ConsumerDefinition<DeliverConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<DeliverConsumer> consumerConfigurator, IRegistrationContext context)
    {
        endpointConfigurator.RetryWhatCanHeal();
        endpointConfigurator.PrefetchCount = 4;
    }
}
