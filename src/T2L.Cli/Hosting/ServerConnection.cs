using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using T2L.Api.Security;
using T2L.Client;
using T2L.Registry.Audit;
using T2L.Registry.Tenants;

namespace T2L.Cli.Hosting;

/// <summary>
/// The server that a command speaks to: the one that <c>--server</c> or <c>T2L_SERVER</c> names; without one the API runs in this process on a private socket,
/// over the registry that the configuration names, and ends with the command.
/// </summary>
internal sealed class ServerConnection : IAsyncDisposable
{
    /// <summary>Which server.</summary>
    public static readonly Option<string?> Server = new("--server")
    {
        Description = "Address of a running server, http://… or unix:///path; also T2L_SERVER. Its key is read from T2L_API_KEY. Default: the configured registry, without a server.",
        Recursive = true,
    };

    private readonly WebApplication? _own;
    private readonly DirectoryInfo? _folder;

    private ServerConnection(T2LClient client, WebApplication? own, DirectoryInfo? folder) => (Client, _own, _folder) = (client, own, folder);

    /// <summary>Speaks to it.</summary>
    public T2LClient Client { get; }

    /// <summary>What names a server: the option, or the variable; null where neither does.</summary>
    public static string? NameOf(ParseResult parsed) => parsed.GetValue(Server) is not null ? "--server" : EnvironmentAddress is not null ? "T2L_SERVER" : null;

    /// <summary>A client of the server that is named; null where none is.</summary>
    /// <exception cref="UsageException">Its address is none.</exception>
    public static T2LClient? ToNamed(ParseResult parsed) => Address(parsed) is { } address
        ? T2LClient.Connect(address, Environment.GetEnvironmentVariable("T2L_API_KEY") is { Length: > 0 } key ? key : null)
        : null;

    /// <summary>Connects, starting a server where none is named.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="withModels">Whether a server of its own has to read descriptions, which takes the models.</param>
    /// <param name="cancellation">Stops the start.</param>
    public static async Task<ServerConnection> OpenAsync(ParseResult parsed, bool withModels, CancellationToken cancellation)
    {
        if (ToNamed(parsed) is { } client)
            return new ServerConnection(client, null, null);
        var folder = Directory.CreateTempSubdirectory("t2l-"); // nobody else may enter it
        var socket = Path.Combine(folder.FullName, "api.sock");
        var app = T2LHost.BuildOwn(Settings.Load(Private(socket)), new Everybody(Actor.OfProcess()), withModels, parsed.GetValue(CommonOptions.Verbose));
        try
        {
            await app.StartAsync(cancellation).ConfigureAwait(false);
            return new ServerConnection(T2LClient.Connect(new Uri($"unix://{socket}")), app, folder);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            folder.Delete(recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_own is null)
            return;
        await _own.StopAsync().ConfigureAwait(false);
        await _own.DisposeAsync().ConfigureAwait(false);
        _folder!.Delete(recursive: true);
    }

    // Whoever may read the configuration may read the registry; there is nobody else to be asked for a key.
    private static Dictionary<string, string?> Private(string socket) => new()
    {
        ["Api:Urls"] = $"http://unix:{socket}", ["Api:Authentication"] = "None", ["Api:Tenant"] = TenantScope.Tenant, ["Api:WarmUpSearch"] = "false", ["Api:Webhooks:Send"] = "false",
        ["Api:MaxUploadBytes"] = "1099511627776", ["Api:Upload:MaxFileBytes"] = "2147483647", ["Api:MaxRequestBytes"] = "104857600",
        ["Api:RateLimit:PerCaller"] = "0", ["Api:RateLimit:PerTenant"] = "0", ["Api:RateLimit:PerAddress"] = "0", ["Bus:Transport"] = "InMemory",
    };

    private static Uri? Address(ParseResult parsed)
    {
        if (NameOf(parsed) is not { } source)
            return null;
        if (parsed.GetResult(CommonOptions.Tenant) is { Implicit: false })
            throw new UsageException($"--tenant means nothing to {source}: the key (T2L_API_KEY) says whose adapters they are. Leave one of them out.");
        return Checked(parsed.GetValue(Server) ?? EnvironmentAddress!, source);
    }

    private static string? EnvironmentAddress => Environment.GetEnvironmentVariable("T2L_SERVER") is { Length: > 0 } text ? text : null;

    private static Uri Checked(string text, string source) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https" or "unix")
        ? address
        : throw new UsageException($"{source} is '{text}'; expected an address such as http://127.0.0.1:8080 or unix:///run/t2l.sock.");
}
