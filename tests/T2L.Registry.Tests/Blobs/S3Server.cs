using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using T2L.Registry.Blobs.S3;
using T2L.Registry.Hosting;
using T2L.Testing;

namespace T2L.Registry.Tests.Blobs;

/// <summary>
/// s3rver on a port of its own: a stand-in for an S3 service. It shows that requests are formed and answered; not what Amazon's refuses, its consistency, its conditional writes or its checksums,
/// which it does not have.
/// </summary>
public sealed class S3Server : IAsyncLifetime, IDisposable
{
    public const string Bucket = "adapters", Key = "S3RVER";

    private readonly TemporaryDirectory _data = new();
    private Process? _server;
    private Task<string> _said = Task.FromResult("");
    private int _stores;

    internal string Endpoint { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var program = Path.Combine(Repository.Root, "artifacts/tools/s3rver/node_modules/s3rver/bin/s3rver.js");
        if (!File.Exists(program))
            await RunAsync(Path.Combine(Repository.Root, "deploy/setup/s3rver.sh"));
        var port = FreePort();
        Endpoint = $"http://127.0.0.1:{port}";
        var start = new ProcessStartInfo("node", [program, "--silent", "-d", _data.Path, "-a", "127.0.0.1", "-p", $"{port}", "--no-vhost-buckets", "--configure-bucket", Bucket]) { RedirectStandardOutput = true, RedirectStandardError = true };
        _server = Process.Start(start)!;
        _ = _server.StandardOutput.ReadToEndAsync();
        _said = _server.StandardError.ReadToEndAsync();
        for (var tries = 0; !await AnswersAsync(port); tries++)
        {
            Assert.False(_server.HasExited || tries > 600, $"s3rver did not start on port {port}: {(_server.HasExited ? await _said : "no answer")}");
            await Task.Delay(50);
        }
    }

    public async Task DisposeAsync()
    {
        var died = _server is { HasExited: true };
        if (_server is not null && !died)
        {
            _server.Kill();
            await _server.WaitForExitAsync();
        }

        Dispose();
        Assert.False(died, $"s3rver died: {await _said}");
    }

    public void Dispose()
    {
        _server?.Dispose();
        _server = null;
        if (Directory.Exists(_data.Path))
            _data.Dispose();
    }

    /// <summary>Options of a store that no other test uses: a prefix of its own.</summary>
    internal S3Options NewOptions()
    {
        var prefix = $"test-{Interlocked.Increment(ref _stores)}/";
        KeepFolders(prefix);
        return new() { Endpoint = Endpoint, Bucket = Bucket, PathStyle = true, AccessKey = Key, SecretKey = Key, Prefix = prefix, PartBytes = 5 << 20, TimeoutSeconds = 30, Retries = 1 };
    }

    internal S3BlobStore NewStore() => new(NewOptions());

    // s3rver removes a folder that has become empty, and dies when another request was about to write into it. A file that is no object keeps each.
    private void KeepFolders(string prefix)
    {
        for (var part = 0; part < 256; part++)
            File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(Path.Combine(_data.Path, Bucket, prefix, "sha256", $"{part:x2}")).FullName, "kept"), []);
    }

    private static async Task RunAsync(string script)
    {
        using var process = Process.Start(new ProcessStartInfo(script) { RedirectStandardError = true })!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{script} failed: {said}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var line = new TcpClient();
        try
        {
            await line.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
