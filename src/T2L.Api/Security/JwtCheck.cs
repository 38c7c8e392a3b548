using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using T2L.Registry.Audit;
using T2L.Registry.Keys;
using T2L.Registry.Tenants;

namespace T2L.Api.Security;

/// <summary>Says who a token of an identity provider is of, and what it lets them do.</summary>
/// <param name="options">Whose tokens are taken.</param>
internal sealed class JwtCheck(IOptions<ApiOptions> options)
{
    private const int MaxTokenCharacters = 16 * 1024;
    private const int MaxSubject = 180;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxTokenCharacters };
    private readonly Lazy<JwtKeys> _keys = new(() => new JwtKeys(options.Value.Jwt));

    private JwtOptions Options => options.Value.Jwt;

    public bool IsUsed => Options.IsUsed;

    /// <summary>The caller, or what is wrong with the token, in words that do not repeat it.</summary>
    public async Task<(Caller? Caller, string? Fault)> FindAsync(string token, CancellationToken cancellationToken)
    {
        var result = await _handler.ValidateTokenAsync(token, await _keys.Value.RulesAsync(cancellationToken));
        if (!result.IsValid)
        {
            if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
                _keys.Value.Refresh();
            return (null, Words(result.Exception));
        }

        var read = (JsonWebToken)result.SecurityToken;
        var tenant = Options.TenantClaim.Length == 0 ? Options.Tenant : Claims(read, Options.TenantClaim).FirstOrDefault();
        if (TenantName.Fault(tenant) is not null)
            return (null, $"its claim '{Options.TenantClaim}' names no tenant");
        if (Claims(read, "sub").FirstOrDefault() is not { Length: > 0 } subject)
            return (null, "it has no subject ('sub')");
        return (new Caller($"{read.Issuer} {subject}", tenant!, new Actor(Plain(subject)), [.. Scopes(read)]), null);
    }

    private IEnumerable<string> Scopes(JsonWebToken token) => Claims(token, Options.ScopeClaim)
        .SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(scope => scope.StartsWith(Options.ScopePrefix, StringComparison.Ordinal)).Select(scope => scope[Options.ScopePrefix.Length..])
        .Where(KeyScope.All.Contains).Distinct();

    private static IEnumerable<string> Claims(JsonWebToken token, string name) => token.Claims.Where(claim => claim.Type == name).Select(claim => claim.Value);

    // A provider chooses subjects; the log is lines of text.
    private static string Plain(string subject)
    {
        var line = new string([.. subject.Take(MaxSubject).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);
        return string.IsNullOrWhiteSpace(line) ? "?" : line;
    }

    private static string Words(Exception? error) => error switch
    {
        SecurityTokenExpiredException => "it is expired",
        SecurityTokenNotYetValidException => "it is not valid yet",
        SecurityTokenInvalidAudienceException => "it is meant for another audience",
        SecurityTokenInvalidIssuerException => "it is from another issuer",
        SecurityTokenNoExpirationException => "it never expires, which no token may",
        SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException or SecurityTokenSignatureKeyNotFoundException => "it is not signed by whom this server trusts",
        _ => "it cannot be read",
    };
}
