using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using T2L.Adapters.Origin;
using T2L.Contracts.Messaging;
using T2L.Contracts.Remote;

namespace T2L.Contracts.Tests.Remote;

public sealed class RemoteTaskReaderTests
{
    [Fact]
    public async Task A_worker_s_reading_arrives_whole()
    {
        var reading = new TaskReading([0.5f, -1.25f, 3e-7f], "sha256:" + new string('b', 64), new Novelty(0.1, 0.4, Warning: false, [new NearTask("reverse", 0.9)]));

        var read = await AskAsync(text => text == "Write it backwards." ? reading : throw new InvalidOperationException(text));

        Assert.Equal(reading.Embedding, read.Embedding);
        Assert.Equal((reading.Encoder, 0.1, "reverse"), (read.Encoder, read.Novelty!.Score, read.Novelty.Nearest[0].Task));
    }

    [Fact]
    public async Task A_worker_s_refusal_arrives_as_it_was()
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => AskAsync(_ => throw new InferenceException(InferenceError.NotReady, "It is loading.")));

        Assert.Equal((InferenceError.NotReady, "It is loading."), (error.Error, error.Message));
    }

    private static async Task<TaskReading> AskAsync(Func<string, TaskReading> worker)
    {
        await using var provider = new ServiceCollection()
            .AddSingleton<ITaskReader>(new Worker(worker))
            .AddSingleton<WorkerQuestions>().AddSingleton<RemoteTaskReader>()
            .AddOptions<BusOptions>().Services
            .AddMassTransitTestHarness(bus => bus.AddConsumer<ReadTaskConsumer, ReadTaskConsumerDefinition>())
            .BuildServiceProvider(validateScopes: true);
        await provider.GetRequiredService<ITestHarness>().Start();
        return await provider.GetRequiredService<RemoteTaskReader>().ReadAsync("Write it backwards.", default);
    }

    private sealed class Worker(Func<string, TaskReading> read) : ITaskReader
    {
        public Task<TaskReading> ReadAsync(string description, CancellationToken cancellationToken) => Task.FromResult(read(description));
    }
}
