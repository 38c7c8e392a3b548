using MassTransit;
using T2L.Contracts;

namespace T2L.Api.Jobs;

/// <summary>Passes news of jobs on to the requests that wait for them in this process.</summary>
internal sealed class JobNewsConsumer(JobWatch watch)
    : IConsumer<AdapterReady>, IConsumer<AdapterGenerationFailed>, IConsumer<JobProgress>, IConsumer<JobCancelled>
{
    public Task Consume(ConsumeContext<AdapterReady> context) => Tell(context.Message.JobId);

    public Task Consume(ConsumeContext<AdapterGenerationFailed> context) => Tell(context.Message.JobId);

    public Task Consume(ConsumeContext<JobProgress> context) => Tell(context.Message.JobId);

    public Task Consume(ConsumeContext<JobCancelled> context) => Tell(context.Message.JobId);

    private Task Tell(Guid? id)
    {
        if (id is { } job)
            watch.Tell(job);
        return Task.CompletedTask;
    }
}

/// <summary>Each API process hears all news, as long as it lives.</summary>
internal sealed class JobNewsConsumerDefinition : ConsumerDefinition<JobNewsConsumer>
{
    public JobNewsConsumerDefinition() => Endpoint(endpoint =>
    {
        endpoint.InstanceId = $"-{Guid.NewGuid():N}";
        endpoint.Temporary = true;
    });
}
