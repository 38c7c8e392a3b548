using System.Globalization;

namespace T2L.Hub.Transport;

/// <summary>The waits between tries: doubling, spread, as long as the server asks; and the end of patience.</summary>
/// <param name="options">Tries, and how to wait.</param>
/// <param name="what">What is being tried, for the message of the last failure.</param>
internal sealed class Backoff(HubOptions options, string what)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(2);

    private int _failures;

    /// <summary>Something arrived; the next failure is the first one again.</summary>
    public void Progressed() => _failures = 0;

    /// <summary>Waits until the next try, or gives up.</summary>
    /// <exception cref="HubException">It was tried often enough, or the server asks for too long a pause.</exception>
    public async Task WaitAsync(TransientException failure, CancellationToken cancellation)
    {
        if (failure.After is { } asked && asked > LongestAsked)
            throw new HubException(HubError.RateLimited, string.Create(CultureInfo.InvariantCulture,
                $"{what}: {failure.Message} and asks to come back in {asked.TotalSeconds:F0} seconds. What is here already is kept; repeat the command then."), failure);
        if (++_failures >= options.MaxAttempts)
            throw new HubException(HubError.Unavailable, $"{what}: {failure.Message}, {_failures} times in a row. What is here already is kept; repeat the command to go on.", failure);
        // Spread, so that connections that failed together do not come back together.
        var doubled = Math.Min(First.TotalSeconds * Math.Pow(2, _failures - 1), Longest.TotalSeconds) * (0.75 + 0.5 * Random.Shared.NextDouble());
        await options.Pause(failure.After ?? TimeSpan.FromSeconds(doubled), cancellation);
    }

    /// <summary>Tries until it works or patience ends.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> attempt, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await attempt();
            }
            catch (TransientException failure)
            {
                await WaitAsync(failure, cancellation);
            }
        }
    }
}
