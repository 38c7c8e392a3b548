using T2L.Api.Document;

namespace T2L.Api.Aliases;

/// <summary>What the OpenAPI document shows of aliases.</summary>
internal static class AliasExamples
{
    public static SetAliasRequest Set { get; } = new() { Version = 1 };

    public static AliasResponse Alias { get; } = new(Demo.Adapter, Demo.Alias, Version: 1, Demo.Digest, PreviousVersion: 2, Demo.At, Demo.Somebody);

    public static AliasListResponse List { get; } = new([Alias]);
}
