using System.Globalization;
using Microsoft.Extensions.Logging;
using T2L.Adapters;
using T2L.Contracts;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Quality;
using T2L.Worker.Generation;

namespace T2L.Worker.Quality;

/// <summary>Proves that published adapters work, by loading them into the engine of this process, and writes down what came of it.</summary>
/// <param name="engine">The engine of this process.</param>
/// <param name="checks">Keeps what is known.</param>
/// <param name="worker">Whose word it is.</param>
/// <param name="logger">Hears of quarantines.</param>
internal sealed partial class QualityGate(IInferenceEngine engine, VersionChecks checks, WorkerIdentity worker, ILogger<QualityGate> logger)
{
    private readonly Actor _by = new($"worker {worker.Name}");

    /// <summary>Refuses a version of a job that does not work. One that cannot be tried here, for its base model is served elsewhere, waits for a worker that can.</summary>
    /// <returns>What is known of it.</returns>
    /// <exception cref="GenerationException">It is quarantined; the message says why.</exception>
    public async Task<CheckStatus> RequireAsync(CatalogEntry version, CancellationToken cancellationToken)
    {
        if (version.Status == CheckStatus.Pending)
        {
            try
            {
                await ProveAsync(version.Digest, cancellationToken);
            }
            catch (InferenceException refusal)
            {
                Log.NotProved(logger, version.Digest.Value, refusal.Error, refusal.Message);
            }
        }
        var known = await checks.FindAsync(version.Digest.Value, cancellationToken);
        return known.Status != CheckStatus.Quarantined
            ? known.Status
            : throw new GenerationException(string.Create(CultureInfo.InvariantCulture,
                $"The adapter was written as '{known.Adapter}', version {known.Version}, and quarantined: {known.Reasons} It is not served; look at {known.Digest}, or say the task in other words."));
    }

    /// <summary>Loads a version and writes down what it does; refusals are passed on.</summary>
    /// <exception cref="InferenceException">The engine does not serve it.</exception>
    public async Task ProveAsync(Digest digest, CancellationToken cancellationToken)
    {
        try
        {
            await RecordAsync(digest, await EffectAsync(digest.Value, cancellationToken), cancellationToken);
        }
        catch (InferenceException refusal) when (refusal is AdapterWithoutEffectException or AdapterBreaksModelException)
        {
            await RefuseAsync(digest, refusal, cancellationToken);
            throw;
        }
    }

    /// <summary>Writes down what a loaded version does, unless that is known.</summary>
    public Task RecordAsync(Digest digest, MeasuredEffect effect, CancellationToken cancellationToken) => checks.RecordForAllAsync(digest, [Passed(effect)], _by, cancellationToken);

    /// <summary>Writes down that a version is of no use, unless something else is known.</summary>
    public Task RefuseAsync(Digest digest, InferenceException refusal, CancellationToken cancellationToken)
    {
        Log.Quarantined(logger, digest.Value, refusal.Message);
        return checks.RecordForAllAsync(digest, [new QualityCheck(QualityCheck.Effect, false, null, null, refusal.Message)], _by, cancellationToken);
    }

    private static QualityCheck Passed(MeasuredEffect effect) => new(QualityCheck.Effect, true, effect.Divergence, null, effect.LogitChange is { } change
        ? string.Create(CultureInfo.InvariantCulture, $"The model answers differently: on a prompt of {effect.Tokens} tokens logits change by up to {change:g4}, the divergence from the base model is {effect.Divergence:g4} nats a token.")
        : "The model answers differently.");

    private async Task<MeasuredEffect> EffectAsync(string digest, CancellationToken cancellationToken)
    {
        if (engine is IEffectProbe probe)
            return await probe.ProbeAsync(digest, cancellationToken);
        await engine.PrefetchAsync(digest, cancellationToken);
        return MeasuredEffect.Unmeasured;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 6501, Level = LogLevel.Warning, Message = "Adapter {Digest} is quarantined: {Reasons}")]
        public static partial void Quarantined(ILogger logger, string digest, string reasons);

        [LoggerMessage(EventId = 6502, Level = LogLevel.Information, Message = "Adapter {Digest} could not be tried here ({Error}): {Reason}")]
        public static partial void NotProved(ILogger logger, string digest, InferenceError error, string reason);
    }
}
