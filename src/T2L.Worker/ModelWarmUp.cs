using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using T2L.Contracts;
using T2L.Worker.Generation;

namespace T2L.Worker;

/// <summary>Loads the models in the background when the host starts, so that it answers at once and is ready soon.</summary>
internal sealed partial class ModelWarmUp(Loading<GenerationModels> generation, Loading<IInferenceEngine> engine, ILogger<ModelWarmUp> logger)
    : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(LoadAsync(generation, stoppingToken), LoadAsync(engine, stoppingToken));

    private async Task LoadAsync<T>(Loading<T> model, CancellationToken cancellationToken)
        where T : class
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await model.WhenLoadedAsync(cancellationToken);
            var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            Log.Loaded(logger, model.Source, elapsed);
        }
#pragma warning disable CA1031 // The reason is kept and told to everybody who asks for the model; the process goes on with what it can do.
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.NotLoaded(logger, model.Source, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 6301, Level = LogLevel.Information, Message = "'{Source}' is loaded, {ElapsedMs:F0} ms.")]
        public static partial void Loaded(ILogger logger, string source, double elapsedMs);

        [LoggerMessage(EventId = 6302, Level = LogLevel.Critical, Message = "'{Source}' could not be loaded.")]
        public static partial void NotLoaded(ILogger logger, string source, Exception exception);
    }
}
