using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace T2L.Api.Security;

/// <summary>The keys that tokens may be signed with: the provider's, those of a file, or one secret.</summary>
internal sealed class JwtKeys
{
    private static readonly string[] Asymmetric =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JwtOptions _options;
    private readonly ConfigurationManager<OpenIdConnectConfiguration>? _provider;
    private readonly ICollection<SecurityKey> _keys = [];

    public JwtKeys(JwtOptions options)
    {
        _options = options;
        if (options.Authority.Length > 0)
        {
            var address = options.Authority.TrimEnd('/') + "/.well-known/openid-configuration";
            _provider = new ConfigurationManager<OpenIdConnectConfiguration>(
                address, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = !new Uri(address).IsLoopback });
        }
        else if (options.SigningKey.Length > 0)
            _keys = [new SymmetricSecurityKey(Convert.FromBase64String(options.SigningKey))];
        else if (options.Jwks.Length > 0)
            _keys = [.. new JsonWebKeySet(File.ReadAllText(options.Jwks)).GetSigningKeys()];
    }

    /// <summary>What a token has to be. A key is good for its own kind of algorithm: a public key is no secret to sign with.</summary>
    public async Task<TokenValidationParameters> RulesAsync(CancellationToken cancellationToken)
    {
        var provider = _provider is null ? null : await _provider.GetConfigurationAsync(cancellationToken);
        return new TokenValidationParameters
        {
            ValidAudience = _options.Audience,
            ValidIssuer = _options.Issuer.Length > 0 ? _options.Issuer : provider?.Issuer,
            IssuerSigningKeys = provider?.SigningKeys ?? _keys,
            ValidAlgorithms = _options.SigningKey.Length > 0 ? [SecurityAlgorithms.HmacSha256] : Asymmetric,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = TimeSpan.FromSeconds(30),
        };
    }

    /// <summary>Asks the provider anew: it may sign with a new key since.</summary>
    public void Refresh() => _provider?.RequestRefresh();
}
