namespace T2L.Benchmarks;

/// <summary>A benchmark that computes from beginning to end: it runs beside the caller's thread.</summary>
public interface IComputedBenchmark : IBenchmark
{
    /// <summary>Measures, on the calling thread.</summary>
    /// <param name="options">How long and with what.</param>
    /// <param name="progress">Is told what is being measured now; null for nobody.</param>
    /// <param name="cancellationToken">Ends the measurement between two repetitions.</param>
    /// <returns>The figures.</returns>
    BenchmarkReport Run(BenchmarkOptions options, IProgress<string>? progress, CancellationToken cancellationToken);

    /// <inheritdoc/>
    Task<BenchmarkReport> IBenchmark.RunAsync(BenchmarkOptions options, IProgress<string>? progress, CancellationToken cancellationToken) =>
        Task.Run(() => Run(options, progress, cancellationToken), cancellationToken);
}
