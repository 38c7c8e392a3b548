using System.Diagnostics;
using T2L.Benchmarks.Probes;

namespace T2L.Benchmarks.Registry;

/// <summary>How long requests took, one after the other.</summary>
/// <param name="Median">Milliseconds.</param>
/// <param name="P99">Milliseconds that 99 of 100 requests stay under.</param>
/// <param name="Stolen">Share of the machine's busy time that its host gave to others meanwhile.</param>
internal sealed record Latencies(double Median, double P99, double? Stolen)
{
    /// <summary>Sends requests; the first tenth warms up and does not count.</summary>
    /// <exception cref="HttpRequestException">An answer was not 200.</exception>
    public static async Task<Latencies> OfAsync(HttpClient http, int count, Func<int, string> address, CancellationToken cancellationToken)
    {
        var times = new List<double>(count);
        var before = StolenTime.Now();
        for (var i = -count / 10; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(new Uri(address(i + (count / 10)), UriKind.Relative), cancellationToken).ConfigureAwait(false);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            if (i >= 0)
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        times.Sort();
        return new Latencies(times[times.Count / 2], times[Math.Min(times.Count - 1, (int)(times.Count * 0.99))], StolenTime.ShareSince(before));
    }
}
