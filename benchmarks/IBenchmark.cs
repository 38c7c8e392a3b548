namespace T2L.Benchmarks;

/// <summary>A measurement that names its baseline and its floor. Writes to no console: <c>t2l bench</c> prints what comes back.</summary>
public interface IBenchmark
{
    /// <summary>Its name on the command line, for instance <c>hypernetwork-generate</c>.</summary>
    string Name { get; }

    /// <summary>One sentence: what is measured.</summary>
    string Summary { get; }

    /// <summary>Measures.</summary>
    /// <param name="options">How long and with what.</param>
    /// <param name="progress">Is told what is being measured now; null for nobody.</param>
    /// <param name="cancellationToken">Ends the measurement between two repetitions.</param>
    /// <returns>The figures.</returns>
    Task<BenchmarkReport> RunAsync(BenchmarkOptions options, IProgress<string>? progress, CancellationToken cancellationToken);
}
