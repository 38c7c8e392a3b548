using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using T2L.Benchmarks.Probes;

namespace T2L.Benchmarks.Registry;

/// <summary>Requests on connections that stay open, each sent when the last was answered, by a client that costs next to nothing.</summary>
/// <param name="PerSecond">Requests a second.</param>
/// <param name="PerCpuSecond">Requests for each second of processor time of this process, client included, PostgreSQL's own processes not.</param>
/// <param name="Stolen">Share of the machine's busy time that its host gave to others meanwhile.</param>
internal sealed record LookupRate(double PerSecond, double PerCpuSecond, double? Stolen)
{
    public static async Task<LookupRate> OfAsync(Uri address, IReadOnlyList<string> paths, int requests, int connections, CancellationToken cancellationToken)
    {
        await RunAsync(address, paths, requests / 10, connections, cancellationToken).ConfigureAwait(false);
        using var process = Process.GetCurrentProcess();
        var (cpu, before) = (process.TotalProcessorTime, StolenTime.Now());
        var start = Stopwatch.GetTimestamp();
        await RunAsync(address, paths, requests, connections, cancellationToken).ConfigureAwait(false);
        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        return new LookupRate(requests / elapsed, requests / (process.TotalProcessorTime - cpu).TotalSeconds, StolenTime.ShareSince(before));
    }

    private static Task RunAsync(Uri address, IReadOnlyList<string> paths, int requests, int connections, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, connections).Select(number => Task.Run(
            () => SendAsync(address, [.. paths.Where((_, i) => i % connections == number).Select(path => Request(address, path))], requests / connections, cancellationToken), cancellationToken)));

    private static byte[] Request(Uri address, string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n");

    private static async Task SendAsync(Uri address, byte[][] requests, int count, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port, cancellationToken).ConfigureAwait(false);
        var buffer = new byte[64 * 1024];
        for (var i = 0; i < count; i++)
        {
            await socket.SendAsync(requests[i % requests.Length], cancellationToken).ConfigureAwait(false);
            await ReadAnswerAsync(socket, buffer, cancellationToken).ConfigureAwait(false);
        }
    }

    // Chunked, as the server sends JSON: the last chunk is "0" and an empty line.
    private static async Task ReadAnswerAsync(Socket socket, byte[] buffer, CancellationToken cancellationToken)
    {
        var length = 0;
        do
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            length = read > 0 ? length + read : throw new HttpRequestException("The server closed the connection.");
        }
        while (!buffer.AsSpan(0, length).EndsWith("\r\n0\r\n\r\n"u8));
        if (!buffer.AsSpan(0, length).StartsWith("HTTP/1.1 200"u8))
            throw new HttpRequestException(Encoding.ASCII.GetString(buffer, 0, Math.Min(length, 200)));
    }
}
