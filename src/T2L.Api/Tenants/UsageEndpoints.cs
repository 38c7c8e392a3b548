using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Api.Document;
using T2L.Registry.Tenants;

namespace T2L.Api.Tenants;

/// <summary>How much the caller's tenant has, and may have.</summary>
internal static class UsageEndpoints
{
    public static void MapUsage(this IEndpointRouteBuilder app) => app.MapGet("/v1/usage", GetUsage).WithTags("Tenants").WithName(nameof(GetUsage))
        .WithSummary("How much your tenant has, and may have. Deleted versions count until they are purged.")
        .Answers(new UsageResponse("default", Versions: 12, MaxVersions: 10_000, Bytes: 1_597_440, MaxBytes: null))
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Ok<UsageResponse>> GetUsage(TenantDirectory tenants, CancellationToken cancellationToken) =>
        TypedResults.Ok(UsageResponse.Of(await tenants.UsageAsync(cancellationToken)));
}

/// <summary>How much a tenant has, and may have.</summary>
/// <param name="Tenant">Its name.</param>
/// <param name="Versions">Versions of adapters, deleted ones included.</param>
/// <param name="MaxVersions">As many it may have; null for any number.</param>
/// <param name="Bytes">Bytes of their files.</param>
/// <param name="MaxBytes">As many it may have; null for any number.</param>
internal sealed record UsageResponse(string Tenant, long Versions, long? MaxVersions, long Bytes, long? MaxBytes)
{
    public static UsageResponse Of(TenantUsage usage) => new(usage.Tenant, usage.Versions, usage.Quota.Versions, usage.Bytes, usage.Quota.Bytes);
}
