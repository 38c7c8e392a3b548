using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using T2L.Api.Tests.Support;
using T2L.Registry.Audit;
using T2L.Registry.Keys;
using T2L.Registry.Tenants;
using T2L.Testing;

namespace T2L.Api.Tests.Security;

/// <summary>A host that asks its callers, with two tenants and a log of everything it says.</summary>
public sealed class GuardedHost : ILoggerProvider, ILogger, IAsyncLifetime
{
    public const string Audience = "t2l", Issuer = "https://id.example";
    private readonly TemporaryDirectory _storage = new();
    private readonly StringBuilder _log = new();
    private readonly Dictionary<string, string> _keys = [];

    public GuardedHost() => Api = new ApiHost(new Dictionary<string, string?>
    {
        ["Api:Authentication"] = "Required",
        ["Api:Jwt:Audience"] = Audience,
        ["Api:Jwt:Issuer"] = Issuer,
        ["Api:Jwt:SigningKey"] = Convert.ToBase64String(TokenSecret),
        ["Api:Jwt:TenantClaim"] = "org",
        ["Storage:Root"] = _storage.Path,
    }, this);

    public ApiHost Api { get; }

    public static byte[] TokenSecret { get; } = RandomNumberGenerator.GetBytes(32);

    public string Logged
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    public async Task InitializeAsync()
    {
        await Api.InitializeAsync();
        await Api.Services.GetRequiredService<TenantDirectory>().CreateAsync("acme");
    }

    /// <summary>The header of a key with these scopes; the same again for the same.</summary>
    public async Task<(string Name, string Value)> KeyAsync(string scopes, string tenant = "default")
    {
        if (!_keys.TryGetValue(scopes + tenant, out var secret))
        {
            using var scope = TenantScope.Enter(tenant);
            secret = _keys[scopes + tenant] = (await Api.Services.GetRequiredService<ApiKeys>().CreateAsync("test " + scopes, scopes.Split(' '), new Actor("tests"))).Secret;
        }
        return Bearer(secret);
    }

    public static (string Name, string Value) Bearer(string credential) => ("Authorization", "Bearer " + credential);

    /// <summary>A token as a provider would sign it.</summary>
    public static string Token(Action<SecurityTokenDescriptor>? change = null)
    {
        var descriptor = new SecurityTokenDescriptor
        {
            Audience = Audience, Issuer = Issuer, IssuedAt = DateTime.UtcNow.AddMinutes(-20), NotBefore = DateTime.UtcNow.AddMinutes(-20), Expires = DateTime.UtcNow.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["sub"] = "ada", ["scope"] = "read generate openid", ["org"] = "acme" },
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(TokenSecret), SecurityAlgorithms.HmacSha256),
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_log)
            _log.AppendLine(formatter(state, exception)).Append(exception);
    }

    public void Dispose()
    {
        // The host's, when it goes.
    }

    public async Task DisposeAsync()
    {
        await Api.DisposeAsync();
        Api.Dispose();
        _storage.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class GuardedGroup : ICollectionFixture<GuardedHost>
{
    public const string Name = "Guarded API";
}
