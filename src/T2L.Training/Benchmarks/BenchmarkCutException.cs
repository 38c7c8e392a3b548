namespace T2L.Training.Benchmarks;

/// <summary>A benchmark ended before its last answer; the reason is the inner exception.</summary>
/// <param name="report">What there is of answers.</param>
/// <param name="reason">What ended it.</param>
public sealed class BenchmarkCutException(BenchmarkReport report, Exception reason) : Exception(reason.Message, reason)
{
    /// <summary>What there is of answers, with the status <c>cut</c> and without a score.</summary>
    public BenchmarkReport Report => report;
}
