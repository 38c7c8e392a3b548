using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using T2L.Api.Jobs;
using T2L.Contracts;
using T2L.Contracts.Messaging;
using T2L.Registry;
using T2L.Registry.Data;
using T2L.Registry.Jobs;
using T2L.Worker.Tests.Support;

namespace T2L.Api.Tests.Jobs;

[Trait("Category", "Service")]
public sealed class JobSubmitterTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task The_row_is_there_before_the_message()
    {
        var seen = new TaskCompletionSource<GenerationJob?>();
        using var host = await StartAsync(bus => bus.AddHandler(async (ConsumeContext<GenerateAdapter> context) =>
            seen.TrySetResult(await context.GetServiceOrCreateInstance<GenerationJobs>().FindAsync(context.Message.JobId))));

        var job = await host.Services.GetRequiredService<JobSubmitter>().SubmitAsync(new NewJob("Write the word backwards."), default);

        Assert.Equal(job.Id, (await seen.Task.WaitAsync(TimeSpan.FromSeconds(10)))!.Id);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_broker_that_is_away_does_not_lose_the_order()
    {
        using var host = await StartAsync(_ => { }, ("Bus:Transport", "RabbitMq"), ("Bus:RabbitMq:Port", "1"), ("Bus:PublishTimeoutSeconds", "1"));
        var clock = Stopwatch.StartNew();

        var job = await host.Services.GetRequiredService<JobSubmitter>().SubmitAsync(new NewJob("Write the word backwards."), default);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"the caller waited {clock.Elapsed} for a broker that is away");
        Assert.Equal(JobStatus.Queued, (await host.Services.GetRequiredService<GenerationJobs>().FindAsync(job.Id))!.Status);
        await host.StopAsync();
    }

    [Fact]
    public async Task News_end_a_wait_at_once()
    {
        using var host = await StartAsync(_ => { });
        var jobs = host.Services.GetRequiredService<GenerationJobs>();
        var job = await jobs.EnqueueAsync(new NewJob("Write the word backwards."));
        var watch = new JobWatch(jobs, TimeProvider.System);
        var waiting = watch.WaitAsync(job.Id, TimeSpan.FromSeconds(30), default);
        await jobs.FailAsync(job.Id, "It cannot be done.");

        watch.Tell(job.Id);

        Assert.Equal("It cannot be done.", (await waiting.WaitAsync(TimeSpan.FromSeconds(5)))!.Error);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_wait_ends_without_news()
    {
        using var host = await StartAsync(_ => { });
        var jobs = host.Services.GetRequiredService<GenerationJobs>();
        var watch = new JobWatch(jobs, TimeProvider.System);
        var queued = await jobs.EnqueueAsync(new NewJob("Write the word backwards."));
        var failing = watch.WaitAsync(queued.Id, TimeSpan.FromSeconds(30), default);
        await jobs.FailAsync(queued.Id, "It cannot be done.");

        Assert.Equal(JobStatus.Failed, (await failing.WaitAsync(TimeSpan.FromSeconds(5)))!.Status);
        Assert.Null(await watch.WaitAsync(Guid.NewGuid(), TimeSpan.FromSeconds(30), default));
        var waiting = await jobs.EnqueueAsync(new NewJob("Write the word backwards."));
        Assert.Equal(JobStatus.Queued, (await watch.WaitAsync(waiting.Id, TimeSpan.FromSeconds(0.2), default))!.Status);
        await host.StopAsync();
    }

    private async Task<IHost> StartAsync(Action<IBusRegistrationConfigurator> consumers, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Append(("ConnectionStrings:Registry", postgres.NewDatabase()))
            .Select(setting => KeyValuePair.Create(setting.Item1, (string?)setting.Item2)));
        builder.Services.AddRegistry(builder.Configuration);
        builder.Services.AddOrders();
        builder.Services.AddBus(builder.Configuration, consumers);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
