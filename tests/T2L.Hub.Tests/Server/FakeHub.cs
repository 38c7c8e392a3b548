using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace T2L.Hub.Tests.Server;

/// <summary>A hub on the loopback: one repository, served as the real one serves it, until a test bends it.</summary>
internal sealed class FakeHub : IAsyncDisposable
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly WebApplication _app;

    private FakeHub(WebApplication app) => _app = app;

    public string Repository { get; init; } = "acme/tiny";

    public string Head { get; set; } = Commit;

    public List<FakeFile> Files { get; } = [];

    /// <summary>What was asked: method, path, Range, Authorization.</summary>
    public ConcurrentQueue<FakeRequest> Requests { get; } = [];

    /// <summary>Is asked first; true where it has answered.</summary>
    public Func<HttpContext, Task<bool>> Intercept { get; set; } = _ => Task.FromResult(false);

    /// <summary>The list of files, where a test has its own.</summary>
    public string? Listing { get; set; }

    /// <summary>Another server that large files are on.</summary>
    public FakeHub? Store { get; set; }

    /// <summary>How a file's bytes go out; the default sends them all.</summary>
    public Func<HttpContext, ReadOnlyMemory<byte>, Task> Send { get; set; } = (context, bytes) => context.Response.Body.WriteAsync(bytes).AsTask();

    public Uri Address => new(_app.Urls.First());

    public static Task<FakeHub> StartAsync(params FakeFile[] files) => StartAsync("acme/tiny", files);

    public static async Task<FakeHub> StartAsync(string repository, params FakeFile[] files)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<RouteOptions>(routing => routing.LowercaseUrls = false);
        var app = builder.Build();
        var hub = new FakeHub(app) { Repository = repository };
        hub.Files.AddRange(files);
        app.Run(hub.HandleAsync);
        await app.StartAsync();
        return hub;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public int Count(string part) => Requests.Count(request => request.Path.Contains(part, StringComparison.Ordinal));

    private async Task HandleAsync(HttpContext context)
    {
        var path = Uri.UnescapeDataString(context.Request.Path.Value!);
        Requests.Enqueue(new(context.Request.Method, path, context.Request.Headers.Range.ToString(), context.Request.Headers.Authorization.ToString()));
        if (await Intercept(context))
            return;
        if (path.StartsWith($"/api/models/{Repository}/revision/", StringComparison.Ordinal))
            await context.Response.WriteAsync(Listing ?? DefaultListing());
        else if (Resolved(path) is { } name && Files.FirstOrDefault(file => file.Path == name) is { } file)
            await FileAsync(context, file);
        else if (Files.FirstOrDefault(file => path == "/store/" + file.Sha256) is { } stored)
            await BytesAsync(context, stored);
        else
            context.Response.StatusCode = 404;
    }

    // A path below a revision, which has no slash: folders may hold files of one name.
    private string? Resolved(string path)
    {
        var prefix = $"/{Repository}/resolve/";
        return path.StartsWith(prefix, StringComparison.Ordinal) && path[prefix.Length..].Split('/', 2) is [_, var name] ? name : null;
    }

    private string DefaultListing() => JsonSerializer.Serialize(new
    {
        id = Repository,
        sha = Head,
        siblings = Files.Select(file => file.IsLarge
            ? (object)new { rfilename = file.Path, size = file.Bytes.Length, blobId = file.GitSha1, lfs = new { sha256 = file.Sha256, size = file.Bytes.Length, pointerSize = 134 } }
            : new { rfilename = file.Path, size = file.Bytes.Length, blobId = file.GitSha1 }),
    });

    private async Task FileAsync(HttpContext context, FakeFile file)
    {
        var headers = context.Response.Headers;
        headers["X-Repo-Commit"] = Head;
        headers.ETag = $"\"{file.BlobName}\"";
        if (file.IsLarge)
        {
            headers["X-Linked-Size"] = file.Bytes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
            headers["X-Linked-Etag"] = $"\"{file.Sha256}\"";
        }
        if (file.IsLarge && Store is { } store)
            context.Response.Redirect($"{store.Address}store/{file.Sha256}?signature=secret");
        else
            await BytesAsync(context, file);
    }

    private async Task BytesAsync(HttpContext context, FakeFile file)
    {
        var (from, to) = (0, file.Bytes.Length);
        if (context.Request.GetTypedHeaders().Range is { } range)
        {
            (from, to) = ((int)range.Ranges.Single().From!.Value, (int)range.Ranges.Single().To!.Value + 1);
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{to - 1}/{file.Bytes.Length}";
        }
        context.Response.ContentLength = to - from;
        if (HttpMethods.IsGet(context.Request.Method))
            await Send(context, file.Bytes.AsMemory(from..to));
    }
}
