using T2L.Api.Document;
using T2L.Registry.Audit;

namespace T2L.Api.Audit;

/// <summary>What the OpenAPI document shows of the log.</summary>
internal static class AuditExamples
{
    public static AuditResponse Line { get; } = new(
        Demo.Id, Demo.At, Demo.Somebody, AuditAction.AliasSet, Demo.Adapter, Version: 1, Demo.Digest, new Dictionary<string, string> { ["alias"] = Demo.Alias, ["from"] = "2" });

    public static AuditListResponse List { get; } = new([Line], Demo.Page);
}
