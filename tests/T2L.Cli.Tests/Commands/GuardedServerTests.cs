using T2L.Cli.Tests.Support;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands;

/// <summary>Commands against a server that asks who they are: the key is made where the registry is, and read from T2L_API_KEY elsewhere.</summary>
[Trait("Category", "Service")]
[Collection(OneConsole.Name)]
public sealed class GuardedServerTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly string _address = ServedApi.FreeAddress();

    public void Dispose() => _folder.Dispose();

    [NanoFact]
    public async Task A_key_of_the_operator_opens_the_server_as_far_as_it_allows()
    {
        var registry = new Dictionary<string, string> { ["Storage__Root"] = _folder.File("server"), ["Api__Authentication"] = "Required" };
        var secret = (await ProgramRun.InProcessAsync(registry, "keys", "create", "--name", "reader", "--scopes", "read")).Succeeds().Output.Trim();
        using var server = new RunningProgram(registry, "serve", "--urls", _address);
        using var http = new HttpClient { BaseAddress = new Uri(_address) };
        await ServedApi.ReadyAsync(server, http);

        (await RunAsync(null, "adapters", "list")).Refuses(2, "Set T2L_API_KEY to a key");
        (await RunAsync("t2l_nobodynobody_0", "adapters", "list")).Refuses(2, "Set T2L_API_KEY to a key");
        Assert.Equal(0, (await RunAsync(secret, "adapters", "list", "--json")).Succeeds().Json.GetProperty("items").GetArrayLength());
        (await RunAsync(secret, "adapters", "import", Path.Combine(Repository.Root, "adapters", "date.day.hash"))).Refuses(2, "write");
        (await RunAsync(secret, "keys", "list")).Refuses(2, "admin");
        Assert.DoesNotContain(secret, server.Said, StringComparison.Ordinal);
        Assert.Equal(0, await server.StopAsync());
    }

    private Task<ProgramRun> RunAsync(string? key, params string[] arguments) =>
        ProgramRun.InProcessAsync(new Dictionary<string, string> { ["Storage__Root"] = _folder.File("here"), ["T2L_API_KEY"] = key ?? "" }, [.. arguments, "--server", _address]);
}
