using System.Diagnostics;
using T2L.Benchmarks.Decode;
using T2L.Benchmarks.Probes;
using T2L.Training.Data;

namespace T2L.Benchmarks.Sft;

/// <summary>Examples a second of the same steps, several times over.</summary>
/// <param name="Clock">By the clock.</param>
/// <param name="Processor">By the processor time of all threads.</param>
internal sealed record SftRate(Rate Clock, Rate Processor)
{
    private const double CaseSeconds = 10;

    /// <summary>Takes the first steps of the stream, once to be warm and then some times more. Drawing the examples is part of it, as it is in training.</summary>
    /// <param name="workload">What is trained.</param>
    /// <param name="steps">Steps of one repetition.</param>
    /// <param name="repetitions">Measured repetitions at most.</param>
    /// <param name="train">Takes a step.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    public static SftRate Of(SftWorkload workload, int steps, int repetitions, Action<int, TaskDraw[]> train, CancellationToken cancellationToken)
    {
        var examples = steps * workload.Shape.Options.TasksPerStep * workload.Shape.Options.ExamplesPerTask;
        var processor = new List<double>();
        var clock = Rate.Of(examples, CaseSeconds, repetitions, () =>
        {
            var used = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            var batches = workload.NewBatches();
            for (var step = 0; step < steps; step++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                train(step, batches.At(step));
            }
            DevicePeak.Finish(workload.Device);
            processor.Add((Environment.CpuUsage.TotalTime - used).TotalSeconds);
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        });
        double[] sorted = [.. processor.Skip(1).Order()];
        return new SftRate(clock, new Rate(examples / sorted[sorted.Length / 2], examples / sorted[0]));
    }
}
