using System.Globalization;
using T2L.Client.Jobs;

namespace T2L.Cli.Output;

/// <summary>Jobs for people.</summary>
internal static class JobText
{
    /// <summary>Status and progress, for instance <c>running, search 3 of 20</c>.</summary>
    public static string State(JobInfo job) => job.Progress switch
    {
        null => job.Status,
        { Step: { } step, Steps: { } steps } progress => string.Create(CultureInfo.InvariantCulture, $"{job.Status}, {progress.Stage} {step} of {steps}"),
        var progress => $"{job.Status}, {progress.Stage}",
    };

    /// <summary>What went wrong, in one sentence.</summary>
    public static string Failure(JobInfo job) => job.Status == "cancelled" ? $"The job {job.Id} was cancelled." : $"No adapter could be made: {job.Error}";
}
