using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace T2L.Api.Security;

/// <summary>How many requests an address, a caller and a tenant may send in a minute.</summary>
internal sealed class RateLimits : IDisposable
{
    private const int Segments = 6;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly PartitionedRateLimiter<string>? _addresses, _callers, _tenants;

    public RateLimits(IOptions<ApiOptions> options)
    {
        var limits = options.Value.RateLimit;
        (_addresses, _callers, _tenants) = (Limiter(limits.PerAddress), Limiter(limits.PerCaller), Limiter(limits.PerTenant));
    }

    /// <summary>Counts a request of an address.</summary>
    /// <returns>What to answer where it is one too many; null where it is not.</returns>
    public ProblemHttpResult? OfAddress(HttpContext http) => Refusal(_addresses, http.Connection.RemoteIpAddress?.ToString() ?? "local", "address", http);

    /// <summary>Counts a request of a caller and of its tenant.</summary>
    public ProblemHttpResult? OfCaller(Caller caller, HttpContext http) =>
        Refusal(_callers, caller.Id, "caller", http) ?? Refusal(_tenants, caller.Tenant, "tenant", http);

    public void Dispose()
    {
        _addresses?.Dispose();
        _callers?.Dispose();
        _tenants?.Dispose();
    }

    private static PartitionedRateLimiter<string>? Limiter(int perMinute) => perMinute == 0
        ? null
        : PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetSlidingWindowLimiter(
            who, _ => new SlidingWindowRateLimiterOptions { PermitLimit = perMinute, Window = Window, SegmentsPerWindow = Segments }));

    private static ProblemHttpResult? Refusal(PartitionedRateLimiter<string>? limiter, string who, string kind, HttpContext http)
    {
        if (limiter is null)
            return null;
        using var lease = limiter.AttemptAcquire(who);
        if (lease.IsAcquired)
            return null;
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : Window / Segments;
        http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Problems.TooManyRequests(kind);
    }
}
