using Microsoft.Extensions.Options;
using T2L.Registry.Audit;
using T2L.Registry.Data;
using T2L.Registry.Jobs;
using T2L.Registry.Publishing;
using T2L.Registry.Tenants;
using T2L.Worker.Quality;

namespace T2L.Worker.Generation;

/// <summary>Makes one attempt at one job: lease, generate, publish, complete. Any step may be repeated without harm.</summary>
internal sealed class JobRunner(
    GenerationJobs jobs,
    IAdapterGenerator generator,
    AdapterPublisher publisher,
    QualityGate gate,
    AttemptEnd end,
    StageReports reports,
    RunningJobs running,
    WorkerIdentity worker,
    IOptions<GenerationOptions> options,
    TimeProvider time)
{
    /// <summary>Works on a job if it is free; a message that comes twice or late ends here.</summary>
    public async Task<JobOutcome> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        var lease = options.Value.Lease;
        using var known = running.Expect(id);
        if (await jobs.TryLeaseAsync(id, worker.Name, lease, generator.Hypernetwork, cancellationToken) is not { } job)
            return JobOutcome.Nothing;
        await using var renewal = new LeaseRenewal(renewing => jobs.RenewAsync(id, worker.Name, lease, renewing), lease, time, cancellationToken);
        await using var report = reports.Begin(id);
        known.Attach(renewal);
        try
        {
            return await MakeAsync(job, report, renewal.Token);
        }
        catch (OperationCanceledException) when (renewal.Lost)
        {
            return JobOutcome.Nothing;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await end.LeaveAsync(job);
            throw;
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to this job's row; the worker goes on with the next.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return await end.ExplainAsync(job, error, cancellationToken);
        }
    }

    private async Task<JobOutcome> MakeAsync(GenerationJob job, StageReport report, CancellationToken cancellationToken)
    {
        using var tenant = TenantScope.Enter(job.Tenant);
        var clock = new StageClock(time);
        clock.Add("wait", job.StartedAt!.Value - job.CreatedAt);
        var generated = await generator.GenerateAsync(new AdapterOrder(job.Description, job.Examples, job.Seed ?? 0) { Progress = report }, cancellationToken);
        foreach (var (stage, elapsed) in generated.Stages)
            clock.Add(stage, elapsed);
        if (!AdapterEffect.ChangesSomething(generated.Adapter))
            throw new GenerationException("The hypernetwork wrote an adapter that changes nothing; it was not published. Say the task in other words.");

        report.Report(new JobStage("publish"));
        var provenance = generated.Provenance with { Actor = new Actor($"worker {worker.Name}"), Job = (job.Id, job.RequestedBy), Checks = generated.Checks };
        var version = await clock.TimeAsync(
            "publish", () => publisher.PublishAsync(generated.Adapter, provenance, job.AdapterName, cancellationToken));
        report.Report(new JobStage("check"));
        await clock.TimeAsync("check", () => gate.RequireAsync(version.Entry, cancellationToken));
        var completed = await jobs.CompleteAsync(job.Id, version.Digest, clock.Milliseconds, generated.Provenance.Report, cancellationToken);
        return completed ? end.Ready(job, version, clock.Milliseconds) : JobOutcome.Nothing;
    }
}
