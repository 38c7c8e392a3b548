using System.Diagnostics;
using System.Globalization;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Client.Jobs;

namespace T2L.Cli.Commands;

/// <summary>Follows many jobs: how many are over, how fast, how long still.</summary>
internal sealed class BatchProgress(T2LClient t2l)
{
    // Jobs are taken in the order in which they came: where none of so many is over, none behind them is asked for.
    private const int Window = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);
    private readonly StatusLine _line = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Waits until all are over.</summary>
    /// <returns>The jobs as they ended, in their order.</returns>
    public async Task<IReadOnlyList<JobInfo>> UntilOverAsync(IReadOnlyList<JobInfo> jobs, CancellationToken cancellation)
    {
        var known = jobs.ToArray();
        var open = Enumerable.Range(0, known.Length).Where(place => !known[place].IsOver).ToList();
        while (true)
        {
            await LookAsync(known, open, cancellation).ConfigureAwait(false);
            _line.Show(Line(known.Length - open.Count, known.Length, known.Count(job => job.Status is "failed" or "cancelled"), _clock.Elapsed), open.Count == 0, _clock.Elapsed);
            if (open.Count == 0)
                return known;
            await Task.Delay(Pause, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Where the work stands.</summary>
    internal static string Line(int done, int total, int failed, TimeSpan elapsed)
    {
        var rate = done / Math.Max(elapsed.TotalSeconds, 0.001);
        var left = done == 0 ? "" : $", {ProgressLine.Span(TimeSpan.FromSeconds((total - done) / rate))} left";
        return string.Create(CultureInfo.InvariantCulture,
            $"batch  {done}/{total} ({100.0 * done / total:F0} %)  {rate:F1} adapters/s  {ProgressLine.Span(elapsed)} elapsed{left}{(failed > 0 ? $", {failed} failed" : "")}");
    }

    private async Task LookAsync(JobInfo[] known, List<int> open, CancellationToken cancellation)
    {
        for (var at = 0; at < open.Count;)
        {
            var window = open.Skip(at).Take(Window).ToArray();
            var found = await Task.WhenAll(window.Select(place => ClientCommand.WhenReadyAsync(() => t2l.Jobs.GetAsync(known[place].Id, cancellation), cancellation))).ConfigureAwait(false);
            foreach (var (place, job) in window.Zip(found))
                known[place] = job;
            var over = open.RemoveAll(place => known[place].IsOver);
            if (over == 0)
                return;
            at += window.Length - over;
        }
    }
}
