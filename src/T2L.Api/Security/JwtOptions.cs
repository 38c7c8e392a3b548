using System.ComponentModel.DataAnnotations;

namespace T2L.Api.Security;

/// <summary>Section <c>Api:Jwt</c>: tokens of an identity provider, beside keys. Without an audience none is taken.</summary>
public sealed class JwtOptions
{
    /// <summary>Address of an OpenID Connect provider, whose signing keys are read from its discovery document. Default none.</summary>
    public string Authority { get; set; } = "";

    /// <summary>What <c>aud</c> has to be. Default none: no tokens are taken.</summary>
    public string Audience { get; set; } = "";

    /// <summary>What <c>iss</c> has to be. Default: what the provider says.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>A secret that tokens are signed with (HS256), base64 of at least 32 bytes, where there is no provider. Default none.</summary>
    public string SigningKey { get; set; } = "";

    /// <summary>A file of public keys (JSON Web Key Set), where there is no provider. Default none.</summary>
    public string Jwks { get; set; } = "";

    /// <summary>The claim with scopes, a text with spaces or a list. Default scope.</summary>
    [Required(ErrorMessage = "the name of a claim")]
    public string ScopeClaim { get; set; } = "scope";

    /// <summary>What stands before each scope in the claim, for instance <c>t2l.</c> or <c>api://t2l/</c>. Default nothing.</summary>
    public string ScopePrefix { get; set; } = "";

    /// <summary>The claim with the tenant. Default none: all are of <see cref="Tenant"/>.</summary>
    public string TenantClaim { get; set; } = "";

    /// <summary>The tenant of those whose tokens name none. Default default.</summary>
    [Required(ErrorMessage = "the name of a tenant")]
    public string Tenant { get; set; } = "default";

    internal bool IsUsed => Audience.Length > 0;

    internal string? Fault()
    {
        var sources = new[] { Authority, SigningKey, Jwks }.Count(source => source.Length > 0);
        if (!IsUsed)
            return sources > 0 ? "Api:Jwt:Audience is empty; expected what 'aud' of a token has to be. Without it tokens made for other services would be taken." : null;
        if (sources != 1)
            return $"Api:Jwt has {sources} sources of keys; expected one of Authority, SigningKey and Jwks.";
        if (Authority.Length == 0 && Issuer.Length == 0)
            return "Api:Jwt:Issuer is empty; expected what 'iss' of a token has to be.";
        return SigningKey.Length > 0 && !(Convert.TryFromBase64String(SigningKey, new byte[SigningKey.Length], out var bytes) && bytes >= 32)
            ? "Api:Jwt:SigningKey is not base64 of at least 32 bytes, for instance what 'openssl rand -base64 32' prints."
            : null;
    }
}
