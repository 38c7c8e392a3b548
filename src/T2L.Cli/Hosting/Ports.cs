using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace T2L.Cli.Hosting;

/// <summary>Tells of a port that is taken before anything is started for its sake.</summary>
internal static class Ports
{
    public static void RefuseTaken(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = BindingAddress.Parse(url);
            if (address.IsUnixPipe || address.Port == 0)
                continue;
            var host = IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip
                : address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback : IPAddress.Any;
            if (IsTaken(new IPEndPoint(host, address.Port)))
                throw new UsageException($"The address {url} is in use. Stop the other program, or listen elsewhere: --urls http://127.0.0.1:{(address.Port == 65535 ? 8081 : address.Port + 1)}.");
        }
    }

    // Any other reason not to listen is Kestrel's to tell.
    private static bool IsTaken(IPEndPoint endPoint)
    {
        try
        {
            using var listener = new TcpListener(endPoint);
            listener.Start();
            return false;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }
}
