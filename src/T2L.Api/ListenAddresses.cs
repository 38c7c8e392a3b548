using System.Net;

namespace T2L.Api;

/// <summary>Keeps an API that asks nobody who they are on this machine.</summary>
public static class ListenAddresses
{
    /// <summary>The sentence about the first address that cannot be listened on, or null when all can.</summary>
    /// <param name="urls">Addresses separated by semicolons.</param>
    /// <param name="allowRemote">The value of <c>Api:AllowRemote</c>.</param>
    /// <param name="asksCallers">Whether <c>Api:Authentication</c> is Required.</param>
    public static string? Problem(string urls, bool allowRemote, bool asksCallers = false)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!TryParse(url, out var address))
                return $"Api:Urls has '{url}'; expected addresses such as http://127.0.0.1:8080, separated by semicolons.";
            if (!allowRemote && !asksCallers && !IsLoopback(address))
                return $"Api:Urls has '{url}', which other machines reach, and nobody is asked who they are. "
                    + "Set Api:Authentication to Required and make a key (./t2l keys create --name me --scopes admin), use a loopback address such as http://127.0.0.1:8080, or let everybody in by setting Api:AllowRemote to true.";
        }
        return null;
    }

    private static bool TryParse(string url, out BindingAddress address)
    {
        address = null!;
        try
        {
            address = BindingAddress.Parse(url);
            return address.Scheme is "http" or "https";
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool IsLoopback(BindingAddress address) =>
        address.IsUnixPipe
        || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
