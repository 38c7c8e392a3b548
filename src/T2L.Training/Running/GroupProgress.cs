namespace T2L.Training.Running;

/// <summary>Joins the progress of groups that train at the same time into that of the whole run.</summary>
internal sealed class GroupProgress(string stage, int groups, int steps, IProgress<TrainingProgress>? progress)
{
    private readonly int[] _done = new int[groups];
    private readonly double[] _rates = new double[groups];
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private readonly Lock _lock = new();

    /// <summary>Where one group reports its steps.</summary>
    public IProgress<TrainingProgress> For(int group) => new Part(this, group);

    /// <summary>Says that a group was finished by an earlier run.</summary>
    public void Finished(int group) => Report(group, new TrainingProgress("", steps, steps, 0, 0, TimeSpan.Zero, TimeSpan.Zero));

    private void Report(int group, TrainingProgress value)
    {
        lock (_lock)
        {
            (_done[group], _rates[group]) = (value.Step, value.Step < value.Steps ? value.ExamplesPerSecond : 0);
            var (done, all) = (_done.Sum(), groups * steps);
            var elapsed = TimeProvider.System.GetElapsedTime(_started);
            var remaining = done == 0 ? TimeSpan.Zero : elapsed * ((double)(all - done) / done);
            progress?.Report(value with { Stage = stage, Step = done, Steps = all, ExamplesPerSecond = _rates.Sum(), Elapsed = elapsed, Remaining = remaining });
        }
    }

    private sealed class Part(GroupProgress whole, int group) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => whole.Report(group, value);
    }
}
