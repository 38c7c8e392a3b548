using System.Globalization;
using System.Net;
using T2L.Hub.Protocol;

namespace T2L.Hub.Transport;

/// <summary>Turns an answer that is not a success into what the user should know and do.</summary>
internal static class Refusal
{
    private const int MaxServerWords = 200;

    /// <summary>The exception for an answer.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="from">Who gave it.</param>
    /// <param name="isHub">Whether that is the hub; a store behind it knows nothing of repositories and tokens.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="options">Who asks.</param>
    public static Exception From(HttpResponseMessage response, Uri from, bool isHub, HubRequest request, HubOptions options)
    {
        var code = Header(response, "X-Error-Code");
        var (repository, revision) = (request.Repository.Repository, request.Repository.Revision);
        return (response.StatusCode, code) switch
        {
            (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, _) =>
                new TransientException($"{RedirectRule.Shown(from)} is busy ({(int)response.StatusCode})", After(response, options.Time)),
            (HttpStatusCode.RequestTimeout or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout, _) =>
                new TransientException($"{RedirectRule.Shown(from)} answered {(int)response.StatusCode}"),
            (HttpStatusCode.RequestedRangeNotSatisfiable, _) => new HubException(HubError.SizeMismatch,
                $"'{request.File}' of {repository} is shorter than the list of files says: the server has nothing at byte {request.Range?.Start}. The repository may be damaged; nothing was put into the cache."),
            // The way there is signed and ends after a while; a new one is asked for.
            _ when !isHub => new TransientException($"the store {RedirectRule.Shown(from)} answered {(int)response.StatusCode}"),
            (_, "GatedRepo") => Gated(request, options),
            (_, "RevisionNotFound") => new HubException(HubError.RevisionNotFound, $"{repository} has no revision '{revision}'. Its branches and tags: {HubAddress.Page(options.Endpoint, repository)}/tree/main."),
            (HttpStatusCode.NotFound, not "RepoNotFound") when request.File is not null =>
                new HubException(HubError.FileNotFound, $"{repository} has no file '{request.File}' at revision '{revision}'."),
            (HttpStatusCode.Unauthorized, _) or (_, "RepoNotFound") or (HttpStatusCode.NotFound, _) => Hidden(response, request, options),
            (HttpStatusCode.Forbidden, _) => Gated(request, options, Words(response)),
            _ => new HubException(HubError.BadAnswer, $"{RedirectRule.Shown(from)} answered {(int)response.StatusCode}{Words(response)}; nothing is known to do about it."),
        };
    }

    private static HubException Gated(HubRequest request, HubOptions options, string words = "") => new(HubError.Forbidden,
        $"{request.Repository.Repository} is not open to everybody{words}. Accept its terms at {HubAddress.Page(options.Endpoint, request.Repository.Repository)}, "
        + (options.Token is null ? "then set HF_TOKEN to a token of the same account." : "with the account of your HF_TOKEN; the token must be allowed to read it."));

    // The hub says 401 for a private repository and for one that does not exist, so that names give nothing away.
    private static HubException Hidden(HttpResponseMessage response, HubRequest request, HubOptions options) => (response.StatusCode, options.Token) switch
    {
        (HttpStatusCode.Unauthorized, null) => new(HubError.Unauthorized,
            $"{request.Repository.Repository} is private, or does not exist. If the name is right, set HF_TOKEN to a token that may read it ({options.Endpoint.GetLeftPart(UriPartial.Authority)}/settings/tokens)."),
        (HttpStatusCode.Unauthorized, _) => new(HubError.Unauthorized,
            $"The server does not accept the HF_TOKEN for {request.Repository.Repository}: it is wrong, it has expired, or the repository does not exist. Tokens: {options.Endpoint.GetLeftPart(UriPartial.Authority)}/settings/tokens."),
        _ => new(HubError.RepositoryNotFound, $"There is no model repository '{request.Repository.Repository}' at {options.Endpoint.GetLeftPart(UriPartial.Authority)}."),
    };

    private static TimeSpan? After(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private static string Words(HttpResponseMessage response) => Header(response, "X-Error-Message") is { Length: > 0 } words
        ? string.Create(CultureInfo.InvariantCulture, $" ('{RemotePath.Printable(words.Length <= MaxServerWords ? words : words[..MaxServerWords])}')")
        : "";
}
