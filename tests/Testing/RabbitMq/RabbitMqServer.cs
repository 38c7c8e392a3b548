using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace T2L.Testing.RabbitMq;

/// <summary>A private broker on loopback with its own data folder, node name and port mapper; all of it ends with the test.</summary>
public sealed class RabbitMqServer : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    /// <summary>The AMQP port.</summary>
    public int Port { get; } = FreePort();

    /// <summary>The settings with which the bus reaches this broker.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Bus:Transport"] = "RabbitMq",
        ["Bus:RabbitMq:Host"] = "127.0.0.1",
        ["Bus:RabbitMq:Port"] = Port.ToString(CultureInfo.InvariantCulture),
        ["Bus:RabbitMq:User"] = "app",
        ["Bus:RabbitMq:Password"] = "app",
    };

    public async Task InitializeAsync()
    {
        if (RabbitMqInstallation.Sbin is null)
            return;
        WriteConfiguration();
        try
        {
            await StartAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async Task StartAsync()
    {
        await ShellAsync($". {_folder.Path}/env; exec {RabbitMqInstallation.Sbin}/rabbitmq-server >>{_folder.Path}/out.log 2>&1 &");
        var clock = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            if (clock.Elapsed > TimeSpan.FromSeconds(90))
                throw new TimeoutException($"The broker did not start: {await File.ReadAllTextAsync(_folder.File("out.log"))}");
            await Task.Delay(100);
        }
    }

    /// <summary>Ends the broker as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (!File.Exists(_folder.File("pid")))
            return;
        var id = int.Parse(await File.ReadAllTextAsync(_folder.File("pid")), CultureInfo.InvariantCulture);
        if (Process.GetProcesses().FirstOrDefault(process => process.Id == id) is not { } broker)
            return;
        broker.Kill();
        await broker.WaitForExitAsync();
    }

    public async Task DisposeAsync()
    {
        if (RabbitMqInstallation.Sbin is null)
            return;
        await KillAsync();
        // The port mapper outlives the broker and refuses to end while it still knows the node.
        await ShellAsync($". {_folder.Path}/env; for try in 1 2 3 4 5 6 7 8 9 10; do epmd -kill | grep -q Killed && break; sleep 0.2; done");
    }

    public void Dispose() => _folder.Dispose();

    private void WriteConfiguration()
    {
        Directory.CreateDirectory(_folder.File("home"));
        File.WriteAllText(_folder.File("enabled_plugins"), "[].\n");
        File.WriteAllText(_folder.File("rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{Port}
            default_user = app
            default_pass = app
            disk_free_limit.absolute = 50MB

            """);
        File.WriteAllText(_folder.File("env"), $$"""
            set -a
            D={{_folder.Path}}
            PATH=/usr/bin:/bin LC_ALL=C.UTF-8 HOME=$D/home
            RABBITMQ_NODENAME=t2l{{Port}}@localhost RABBITMQ_MNESIA_BASE=$D/mnesia RABBITMQ_LOG_BASE=$D/log RABBITMQ_CONFIG_FILE=$D/rabbitmq
            RABBITMQ_ENABLED_PLUGINS_FILE=$D/enabled_plugins RABBITMQ_PID_FILE=$D/pid RABBITMQ_CONF_ENV_FILE=/dev/null
            RABBITMQ_DIST_PORT={{Port + 20000}} ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT={{Port + 21000}}
            RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}"
            set +a

            """);
        if (Environment.IsPrivilegedProcess)
            Process.Start("chown", ["-R", "rabbitmq", _folder.Path]).WaitForExit();
    }

    private async Task<bool> AnswersAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task ShellAsync(string script)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-c", $"exec {RabbitMqInstallation.AsBrokerUser} env -i bash -c '{script}'"]);
        using var shell = Process.Start(start)!;
        await shell.WaitForExitAsync();
    }

    // Port, port + 20000 (node) and port + 21000 (port mapper) are used.
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20000, 32000);
            if (IsFree(port) && IsFree(port + 20000) && IsFree(port + 21000))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
