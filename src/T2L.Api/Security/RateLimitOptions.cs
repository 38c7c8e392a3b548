using System.ComponentModel.DataAnnotations;

namespace T2L.Api.Security;

/// <summary>Section <c>Api:RateLimit</c>: requests a minute; 0 for any number.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Of one key or one user of tokens. Default 0.</summary>
    [Range(0, 10000000)]
    public int PerCaller { get; set; }

    /// <summary>Of a tenant, all its callers together. Default 0.</summary>
    [Range(0, 10000000)]
    public int PerTenant { get; set; }

    /// <summary>Of an address, whoever calls from there, before anybody is asked who they are. Default 0.</summary>
    [Range(0, 10000000)]
    public int PerAddress { get; set; }
}
