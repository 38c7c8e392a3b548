using MassTransit;
using T2L.Contracts;

namespace T2L.Worker.Generation;

/// <summary>Stops the work on a job that was cancelled. A message that is lost costs time only: the next renewal of the lease finds out.</summary>
internal sealed class JobCancelledConsumer(RunningJobs running) : IConsumer<JobCancelled>
{
    public Task Consume(ConsumeContext<JobCancelled> context)
    {
        running.Check(context.Message.JobId);
        return Task.CompletedTask;
    }
}

/// <summary>Each worker hears it: nobody else knows who holds the job.</summary>
internal sealed class JobCancelledConsumerDefinition : ConsumerDefinition<JobCancelledConsumer>
{
    public JobCancelledConsumerDefinition(WorkerIdentity worker)
    {
        var instance = string.Concat(worker.Name.Where(char.IsAsciiLetterOrDigit));
        Endpoint(endpoint =>
        {
            endpoint.InstanceId = $"-{instance}";
            endpoint.Temporary = true;
        });
    }
}
