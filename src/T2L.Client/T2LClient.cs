using System.Net.Http.Headers;
using System.Net.Sockets;
using T2L.Client.Adapters;
using T2L.Client.Aliases;
using T2L.Client.Analysis;
using T2L.Client.Audit;
using T2L.Client.BaseModels;
using T2L.Client.Completions;
using T2L.Client.Evaluations;
using T2L.Client.Files;
using T2L.Client.Health;
using T2L.Client.Jobs;
using T2L.Client.Keys;
using T2L.Client.Metadata;
using T2L.Client.Quality;
using T2L.Client.Tasks;
using T2L.Client.Tenants;
using T2L.Client.Webhooks;
using T2L.Client.Wire;
using T2L.Client.Workers;

namespace T2L.Client;

/// <summary>A T2L server, typed. Safe to use from several threads; make one and keep it.</summary>
public sealed class T2LClient : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>Speaks over a connection of the caller's.</summary>
    /// <param name="http">Its base address is the server's; disposed with this.</param>
    public T2LClient(HttpClient http)
    {
        ArgumentNullException.ThrowIfNull(http);
        _http = http;
        var server = new Server(http);
        Adapters = new AdaptersClient(server);
        Aliases = new AliasesClient(server);
        Metadata = new MetadataClient(server);
        Jobs = new JobsClient(server);
        Tasks = new TasksClient(server);
        Audit = new AuditClient(server);
        Completions = new CompletionsClient(server);
        Webhooks = new WebhooksClient(server);
        Files = new FilesClient(server);
        Checks = new ChecksClient(server);
        Evaluations = new EvaluationsClient(server);
        Analysis = new AnalysisClient(server);
        Workers = new WorkersClient(server);
        BaseModels = new BaseModelsClient(server);
        Keys = new KeysClient(server);
        Tenants = new TenantsClient(server);
        Health = new HealthClient(server);
    }

    /// <summary>Adapters: have them made, find, import, export, delete and restore them.</summary>
    public AdaptersClient Adapters { get; }

    /// <summary>Names that move between versions.</summary>
    public AliasesClient Aliases { get; }

    /// <summary>Owners, tags, properties and cards.</summary>
    public MetadataClient Metadata { get; }

    /// <summary>Orders on their way.</summary>
    public JobsClient Jobs { get; }

    /// <summary>What is near to a task.</summary>
    public TasksClient Tasks { get; }

    /// <summary>Who did what.</summary>
    public AuditClient Audit { get; }

    /// <summary>Answers, with and without adapters.</summary>
    public CompletionsClient Completions { get; }

    /// <summary>Addresses that are told what happens.</summary>
    public WebhooksClient Webhooks { get; }

    /// <summary>The files of versions, their signatures and bills of materials.</summary>
    public FilesClient Files { get; }

    /// <summary>What is known of versions' quality.</summary>
    public ChecksClient Checks { get; }

    /// <summary>What was measured of versions.</summary>
    public EvaluationsClient Evaluations { get; }

    /// <summary>What adapters change, one by one, side by side, and all on a map.</summary>
    public AnalysisClient Analysis { get; }

    /// <summary>The workers, and where versions run.</summary>
    public WorkersClient Workers { get; }

    /// <summary>The base models that workers have served.</summary>
    public BaseModelsClient BaseModels { get; }

    /// <summary>Who is let in.</summary>
    public KeysClient Keys { get; }

    /// <summary>The caller's tenant.</summary>
    public TenantsClient Tenants { get; }

    /// <summary>Whether the server lives and can be sent work.</summary>
    public HealthClient Health { get; }

    /// <summary>Speaks to a server.</summary>
    /// <param name="address">Where it listens: <c>http://…</c>, <c>https://…</c>, or <c>unix:///path</c> for a socket of this machine.</param>
    /// <param name="apiKey">The key that says who asks; null where the server asks nobody.</param>
    /// <exception cref="ArgumentException">The address is of another kind.</exception>
    public static T2LClient Connect(Uri address, string? apiKey = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.Scheme is not ("http" or "https" or "unix"))
            throw new ArgumentException($"The server's address is '{address}'; expected http://…, https://… or unix:///path.", nameof(address));
        // Waiting for an adapter may take a minute; who is in a hurry cancels.
        var http = new HttpClient(Handler(address)) { BaseAddress = address.Scheme == "unix" ? new Uri("http://localhost") : address, Timeout = TimeSpan.FromMinutes(10) };
        if (apiKey is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        return new T2LClient(http);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler Handler(Uri address)
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }; // a name may move to another machine
        if (address.Scheme == "unix")
            handler.ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(address.AbsolutePath), cancellationToken).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            };
        return handler;
    }
}
