using T2L.Adapters.Safetensors;
using T2L.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Training.Running;

/// <summary>
/// The loop that all recipes share: steps, learning rate, checkpoints, log, progress, measurements, early end. A recipe brings its
/// network, its losses and what it measures.
/// </summary>
internal static class TrainingLoop
{
    private const int LogEvery = 50;

    /// <summary>Trains, or goes on from the checkpoint in the work folder. Afterwards the network holds the result.</summary>
    /// <param name="plan">How long and how fast.</param>
    /// <param name="network">What is saved in checkpoints.</param>
    /// <param name="optimizer">Over the parameters that learn.</param>
    /// <param name="losses">The scalar losses of a step, counted from 0; their mean is followed. They must depend on nothing but the step.</param>
    /// <param name="measure">Measures the network as it is; null for nothing.</param>
    /// <param name="progress">Told about once a second where the run stands.</param>
    /// <param name="cancellation">Writes a checkpoint and stops.</param>
    /// <returns>Steps, time, and what the network as it is now was measured at.</returns>
    public static TrainingOutcome Run(
        RunPlan plan, nn.Module network, OptimizerHelper optimizer, Func<int, IReadOnlyList<Func<Tensor>>> losses, Func<Measurement>? measure = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(plan.Work);
        var checkpoint = new Checkpoint(plan.Work, plan.Fingerprint);
        var started = TimeProvider.System.GetTimestamp();
        var (first, best, earlier) = checkpoint.Restore(network, optimizer);
        using var log = new TrainingLog(plan.Work, first, best.Measured);
        var meter = new ProgressMeter(plan.Stage, first, plan.Steps, progress, TimeProvider.System);
        if (plan.OpeningNote is { } note)
            meter.Note(first, note);
        var step = new DataParallel(Learning(optimizer), optimizer, plan.ClipNorm, plan.Workers, plan.ClipEach);
        var (done, last, measuredBest) = (first, (Measurement?)null, (Measurement?)null);
        while (true)
        {
            var measuring = measure is not null && plan.MeasuresAt(done) && best.Measured < done;
            // Measuring takes long, and so does what a recipe does with the result: a kill there should lose nothing.
            if (measuring || done == plan.Steps || cancellation.IsCancellationRequested || (done > first && done % plan.CheckpointEvery == 0))
                checkpoint.Save(done, best, Seconds(), network, optimizer);
            cancellation.ThrowIfCancellationRequested();
            if (measuring)
            {
                last = Measured(measure!);
                best = best.After(done, last.Criterion);
                if (plan.Patience > 0 && best.Misses == 0)
                {
                    measuredBest = last;
                    Keep(plan, network);
                }
            }
            if (done == plan.Steps || plan.EndsEarly(best))
                break;
            var rate = plan.Schedule.At(done);
            var loss = step.Step(losses(done), rate);
            (done, last) = (done + 1, null);
            meter.Step(done, loss, plan.ExamplesPerStep);
            if (done % LogEvery == 0)
                log.Loss(done, rate, loss);
        }

        if (plan.Patience > 0 && best.Step >= 0)
        {
            TakeBack(plan, network);
            last = measuredBest;
        }
        return new TrainingOutcome(done, Seconds(), last ?? (measure is null ? null : Measured(measure)));

        double Seconds() => earlier + TimeProvider.System.GetElapsedTime(started).TotalSeconds;

        Measurement Measured(Func<Measurement> take)
        {
            var measured = take();
            log.Measures(done, measured);
            meter.Note(done, measured.Note);
            return measured;
        }
    }

    /// <summary>Removes the checkpoint, once the result is written.</summary>
    public static void Finish(RunPlan plan)
    {
        new Checkpoint(plan.Work, plan.Fingerprint).Delete();
        File.Delete(BestFile(plan));
    }

    private static IReadOnlyList<Parameter> Learning(OptimizerHelper optimizer) => [.. optimizer.parameters().Where(parameter => parameter.requires_grad)];

    private static string BestFile(RunPlan plan) => Path.Combine(plan.Work, "best.safetensors");

    private static void Keep(RunPlan plan, nn.Module network) =>
        SafetensorsWriter.Write(BestFile(plan), network.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.ToTensorData()));

    private static void TakeBack(RunPlan plan, nn.Module network)
    {
        using var file = SafetensorsFile.Open(BestFile(plan));
        Checkpoint.Copy(file, network);
    }
}
