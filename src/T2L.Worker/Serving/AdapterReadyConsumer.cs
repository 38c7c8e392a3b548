using MassTransit;
using Microsoft.Extensions.Logging;
using T2L.Adapters;
using T2L.Contracts;
using T2L.Contracts.Messaging;
using T2L.Worker.Quality;

namespace T2L.Worker.Serving;

/// <summary>Pulls a new adapter by its digest, verifies and loads it before the first prompt asks for it.</summary>
internal sealed partial class AdapterReadyConsumer(QualityGate gate, ILogger<AdapterReadyConsumer> logger) : IConsumer<AdapterReady>
{
    public async Task Consume(ConsumeContext<AdapterReady> context)
    {
        var (job, digest) = (context.Message.JobId, context.Message.Digest);
        try
        {
            await gate.ProveAsync(Digest.Parse(digest), context.CancellationToken);
            if (job is { } made)
                Log.Loaded(logger, digest, made);
            else
                Log.MixLoaded(logger, digest);
        }
        catch (InferenceException refusal)
        {
            Log.Refused(logger, digest, refusal.Error, refusal.Message);
            // The log is enough: whoever asks for the adapter is told the same by the engine.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 6201, Level = LogLevel.Information, Message = "Adapter {Digest} of job {JobId} is loaded.")]
        public static partial void Loaded(ILogger logger, string digest, Guid jobId);

        [LoggerMessage(EventId = 6203, Level = LogLevel.Information, Message = "Adapter {Digest}, mixed of others, is loaded.")]
        public static partial void MixLoaded(ILogger logger, string digest);

        [LoggerMessage(EventId = 6202, Level = LogLevel.Warning, Message = "Adapter {Digest} is refused ({Error}): {Reason}")]
        public static partial void Refused(ILogger logger, string digest, InferenceError error, string reason);
    }
}

/// <summary>Each worker has its own copy of the news, as long as it lives; one that comes later loads an adapter when it is asked for it.</summary>
internal sealed class AdapterReadyConsumerDefinition : ConsumerDefinition<AdapterReadyConsumer>
{
    public AdapterReadyConsumerDefinition(WorkerIdentity worker)
    {
        var instance = string.Concat(worker.Name.Where(char.IsAsciiLetterOrDigit));
        Endpoint(endpoint =>
        {
            endpoint.InstanceId = $"-{instance}";
            endpoint.Temporary = true;
        });
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<AdapterReadyConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        endpointConfigurator.RetryWhatCanHeal();
}
