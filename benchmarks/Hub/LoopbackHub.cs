using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace T2L.Benchmarks.Hub;

/// <summary>As much of a hub as a pull asks for: one repository, one file, ranges. It sends from memory and does nothing else.</summary>
internal sealed partial class LoopbackHub : IAsyncDisposable
{
    public const string Repository = "loopback/one-file";
    private const string FileName = "model.safetensors", Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly byte[] _content;
    private readonly byte[] _listing;
    private readonly Task _accepting;

    public LoopbackHub(byte[] content)
    {
        _content = content;
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        _listing = Encoding.ASCII.GetBytes($$$"""{"sha":"{{{Commit}}}","siblings":[{"rfilename":"{{{FileName}}}","size":{{{content.Length}}},"lfs":{"sha256":"{{{digest}}}","size":{{{content.Length}}}}}]}""");
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    public Uri File => new(Address, $"/{Repository}/resolve/{Commit}/{FileName}");

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        _listener.Stop();
        await _accepting.ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_end.Token).ConfigureAwait(false)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections).ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                while (await HeadAsync(socket).ConfigureAwait(false) is { } head)
                    await AnswerAsync(socket, head).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                // The client has gone, or the measurement is over.
            }
        }
    }

    private async Task<string?> HeadAsync(Socket socket)
    {
        var buffer = new byte[16 << 10];
        for (var length = 0; length < buffer.Length;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), _end.Token).ConfigureAwait(false);
            if (read == 0)
                return null;
            length += read;
            if (buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
                return Encoding.ASCII.GetString(buffer, 0, length);
        }
        return null;
    }

    private async Task AnswerAsync(Socket socket, string head)
    {
        if (head.StartsWith("GET /api/", StringComparison.Ordinal))
        {
            await SendAsync(socket, "200 OK", "", _listing).ConfigureAwait(false);
            return;
        }
        if (Range().Match(head) is not { Success: true } range)
        {
            await SendAsync(socket, "200 OK", "", _content).ConfigureAwait(false);
            return;
        }
        var (from, to) = (int.Parse(range.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(range.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
        await SendAsync(socket, "206 Partial Content", $"Content-Range: bytes {from}-{to}/{_content.Length}\r\n", _content.AsMemory(from..(to + 1))).ConfigureAwait(false);
    }

    private async Task SendAsync(Socket socket, string status, string header, ReadOnlyMemory<byte> body)
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{header}Content-Length: {body.Length}\r\n\r\n"), _end.Token).ConfigureAwait(false);
        while (body.Length > 0)
            body = body[await socket.SendAsync(body, _end.Token).ConfigureAwait(false)..];
    }

    [GeneratedRegex(@"\r\nRange: bytes=([0-9]{1,10})-([0-9]{1,10})\r\n", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Range();
}
