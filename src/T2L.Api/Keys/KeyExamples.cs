using T2L.Api.Document;
using T2L.Registry.Keys;

namespace T2L.Api.Keys;

/// <summary>What the OpenAPI document shows of keys.</summary>
internal static class KeyExamples
{
    public static CreateKeyRequest Create { get; } = new() { Name = "build server", Scopes = [KeyScope.Read, KeyScope.Generate] };

    public static RotateKeyRequest Rotate { get; } = new() { OverlapSeconds = 600 };

    public static KeyResponse Key { get; } = new(
        Demo.Id, "default", "build server", Demo.KeyPrefix, [KeyScope.Read, KeyScope.Generate], Demo.At, Demo.Somebody, ExpiresAt: null, RevokedAt: null, LastUsedAt: Demo.At, RotatedFrom: null);

    public static KeyListResponse List { get; } = new([Key]);

    // Not a secret: too short for one, and of no key.
    public static NewKeyResponse New { get; } = new($"{Demo.KeyPrefix}_…", Key with { LastUsedAt = null });

    public static KeyResponse Revoked { get; } = Key with { RevokedAt = Demo.At };
}
