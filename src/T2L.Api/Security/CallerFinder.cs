using Microsoft.Extensions.Options;
using T2L.Registry.Keys;

namespace T2L.Api.Security;

/// <summary>Finds out who sent a request: by a key or a token in <c>Authorization</c>, or by the cookie of a browser that signed in.</summary>
internal sealed class CallerFinder(KeyCheck keys, JwtCheck tokens, SessionCookie session, Everybody everybody, IOptions<ApiOptions> options)
{
    private const string Scheme = "Bearer ";
    private readonly Caller _everybody = Caller.Anonymous with { Actor = everybody.Actor, Tenant = options.Value.Tenant };

    /// <summary>The caller, or why there is none. Where nobody is asked, all are <see cref="Everybody"/>, whatever they send.</summary>
    public async Task<(Caller? Caller, string? Fault)> FindAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!options.Value.AsksCallers)
            return (_everybody, null);
        if (request.Headers.Authorization is not { Count: > 0 } sent)
            return session.Read(request) is { } secret ? await OfKeyAsync(secret, cancellationToken) : (null, null);
        if (sent.Count != 1 || sent[0] is not { } header || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return (null, "Authorization is not 'Bearer' and a key.");
        var credential = header[Scheme.Length..].Trim();
        if (credential.StartsWith("t2l_", StringComparison.Ordinal) || !tokens.IsUsed)
            return await OfKeyAsync(credential, cancellationToken);
        var (caller, fault) = await tokens.FindAsync(credential, cancellationToken);
        return (caller, fault is null ? null : $"The token is not accepted: {fault}.");
    }

    // Whoever guesses is not told how near they were.
    private async Task<(Caller? Caller, string? Fault)> OfKeyAsync(string secret, CancellationToken cancellationToken) =>
        await keys.FindAsync(secret, cancellationToken) is { } key ? (Caller.Of(key), null) : (null, "The key is unknown, expired or revoked.");
}
