namespace T2L.Hub.Transport;

/// <summary>Where a redirect may lead, and where the token may follow.</summary>
internal static class RedirectRule
{
    /// <summary>More than any hub needs: a renamed repository, its storage, a mirror of that.</summary>
    public const int MaxHops = 8;

    public static bool IsRedirect(HttpResponseMessage response) => (int)response.StatusCode is 301 or 302 or 303 or 307 or 308;

    /// <summary>The next address.</summary>
    /// <param name="from">The address that answered.</param>
    /// <param name="response">Its answer.</param>
    /// <exception cref="HubException">There is none, or it must not be followed.</exception>
    public static Uri Next(Uri from, HttpResponseMessage response)
    {
        // Not the typed header: it takes a path that begins with a slash for a file of this machine.
        if (!response.Headers.NonValidated.TryGetValues("Location", out var values) || !Uri.TryCreate(from, values.ToString(), out var next))
            throw new HubException(HubError.BadRedirect, $"{Shown(from)} sends elsewhere, but not where: it has no readable Location.");
        if (next.Scheme != Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttp)
            throw new HubException(HubError.BadRedirect, $"{Shown(from)} sends to a {next.Scheme}: address; only the web is followed.");
        if (from.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp)
            throw new HubException(HubError.BadRedirect, $"{Shown(from)} sends to the unencrypted {Shown(next)}; that is not followed.");
        return next;
    }

    /// <summary>Whether two addresses are one server: then the token may stay.</summary>
    public static bool SameOrigin(Uri one, Uri other) => one.Scheme == other.Scheme && one.Port == other.Port
        && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>An address for messages: without the query, which may hold a signature.</summary>
    public static string Shown(Uri address) => address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
