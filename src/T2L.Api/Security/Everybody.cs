using T2L.Registry.Audit;

namespace T2L.Api.Security;

/// <summary>In whose name requests run where nobody is asked who they are; their tenant is <see cref="ApiOptions.Tenant"/>.</summary>
/// <param name="Actor">What the audit log says of them.</param>
public sealed record Everybody(Actor Actor);
