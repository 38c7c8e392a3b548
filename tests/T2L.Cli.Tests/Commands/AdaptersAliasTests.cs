using T2L.Cli.Tests.Support;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands;

/// <summary>Promoting, rolling back, deleting and restoring from the shell, over the embedded PostgreSQL.</summary>
[Trait("Category", "Service")]
[Collection(OneConsole.Name)]
public sealed class AdaptersAliasTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [NanoFact]
    public async Task A_version_is_promoted_rolled_back_and_the_log_tells_who()
    {
        foreach (var source in new[] { "date.day.hash", "date.day_first.plain" })
            (await RunAsync("adapters", "import", Path.Combine(Repository.Root, "adapters", source), "--name", "dates/day")).Succeeds();

        (await RunAsync("adapters", "alias", "set", "dates/day", "champion", "1")).Succeeds();
        var moved = (await RunAsync("adapters", "alias", "set", "dates/day", "champion", "2", "--json")).Succeeds().Json;
        var shown = (await RunAsync("adapters", "show", "dates/day@champion", "--json")).Succeeds().Json.GetProperty("adapter");
        var back = (await RunAsync("adapters", "alias", "rollback", "dates/day", "champion")).Succeeds();
        var log = (await RunAsync("adapters", "history", "dates/day", "--json")).Succeeds().Json.GetProperty("items");

        Assert.Equal((2, 1), (moved.GetProperty("version").GetInt32(), moved.GetProperty("previous_version").GetInt32()));
        Assert.Equal((2, "champion"), (shown.GetProperty("version").GetInt32(), shown.GetProperty("aliases")[0].GetString()));
        Assert.Contains("dates/day@champion is version 1 now; before it was version 2.", back.Output, StringComparison.Ordinal);
        Assert.Equal(["alias.rollback", "alias.set", "alias.set", "version.publish", "version.publish"], log.EnumerateArray().Select(line => line.GetProperty("action").GetString()));
        Assert.Contains('@', log[0].GetProperty("actor").GetString()!);
        (await RunAsync("adapters", "alias", "set", "dates/day", "champion", "7")).Refuses(2, "There is no adapter 'dates/day:7'");
        (await RunAsync("adapters", "alias", "rollback", "dates/day", "canary")).Refuses(2, "Adapter 'dates/day' has no alias 'canary'.");
        (await RunAsync("adapters", "alias", "set", "dates/day", "latest", "1")).Refuses(2, "'latest' is always the newest version");
    }

    [NanoFact]
    public async Task A_server_that_asks_moves_champion_for_nobody_who_may_not_approve()
    {
        (await RunAsync("adapters", "import", Path.Combine(Repository.Root, "adapters", "date.day.hash"), "--name", "dates/day")).Succeeds();
        var writer = (await RunAsync("keys", "create", "--name", "ci", "--scopes", "read,write", "--json")).Succeeds().Json.GetProperty("secret").GetString()!;
        var approver = (await RunAsync("keys", "create", "--name", "lead", "--scopes", "read,write,approve", "--json")).Succeeds().Json.GetProperty("secret").GetString()!;
        var address = ServedApi.FreeAddress();
        using var server = new RunningProgram(new Dictionary<string, string> { ["Storage__Root"] = _folder.File("root"), ["Api__Authentication"] = "Required" }, "serve", "--urls", address);
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        await ServedApi.ReadyAsync(server, http);
        Task<ProgramRun> AliasAsync(string key, params string[] rest) =>
            ProgramRun.InProcessAsync(new Dictionary<string, string> { ["T2L_SERVER"] = address, ["T2L_API_KEY"] = key }, ["adapters", "alias", .. rest]);

        (await AliasAsync(writer, "set", "dates/day", "champion", "1")).Refuses(2, "This needs the scope 'approve'; ci (t2l_", "has read, write. Ask for a key with that scope.");
        (await AliasAsync(approver, "set", "dates/day", "champion", "1")).Succeeds();
        (await AliasAsync(writer, "remove", "dates/day", "champion")).Refuses(2, "This needs the scope 'approve'");

        Assert.Equal(0, await server.StopAsync());
    }

    [NanoFact]
    public async Task What_is_deleted_is_listed_apart_and_comes_back()
    {
        (await RunAsync("adapters", "import", Path.Combine(Repository.Root, "adapters", "date.day.hash"), "--name", "dates/day")).Succeeds();

        Assert.Equal(1, (await RunAsync("adapters", "search", "day", "--name", "dates/", "--json")).Succeeds().Json.GetProperty("items").GetArrayLength());
        Assert.Contains("'dates/day', version 1, is deleted. Back again: ./t2l adapters restore dates/day:1", (await RunAsync("adapters", "delete", "dates/day")).Succeeds().Output, StringComparison.Ordinal);
        (await RunAsync("adapters", "show", "dates/day")).Refuses(2, "There is no adapter 'dates/day'");
        Assert.Equal(0, (await RunAsync("adapters", "list", "--json")).Succeeds().Json.GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await RunAsync("adapters", "list", "--deleted", "--json")).Succeeds().Json.GetProperty("items").GetArrayLength());
        Assert.Contains("'dates/day', version 1, is restored.", (await RunAsync("adapters", "restore", "dates/day:1")).Succeeds().Output, StringComparison.Ordinal);
        (await RunAsync("adapters", "alias", "set", "dates/day", "champion", "1")).Succeeds();
        (await RunAsync("adapters", "delete", "dates/day:1")).Refuses(2, "'champion' points at it");
    }

    private Task<ProgramRun> RunAsync(params string[] arguments) =>
        ProgramRun.InProcessAsync(new Dictionary<string, string> { ["Storage__Root"] = _folder.File("root") }, arguments);
}
