using System.Diagnostics;
using System.Globalization;
using T2L.Cli.Tests.Support;
using T2L.Hub.Tests.Server;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands;

public sealed class PullTests : IDisposable
{
    private readonly TemporaryDirectory _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task Pulls_a_repository_and_says_where_it_is()
    {
        await using var hub = await FakeHub.StartAsync(FakeFile.Small("config.json", "{}"), FakeFile.Large("model.safetensors", 100_000), FakeFile.Large("model.gguf", 100_000, 2));
        var pulled = (await RunAsync(hub, "pull", "hf:acme/tiny", "--include", "*.json", "--include", "*.safetensors", "--json")).Succeeds().Json;
        Assert.Equal(("acme/tiny", FakeHub.Commit, 100_002), (pulled.GetProperty("repository").GetString(), pulled.GetProperty("commit").GetString(), pulled.GetProperty("downloaded_bytes").GetInt64()));
        Assert.Equal("{}", await File.ReadAllTextAsync(Path.Combine(pulled.GetProperty("folder").GetString()!, "config.json")));

        var offline = (await RunAsync(null, "pull", "hf:acme/tiny", "--json")).Succeeds().Json;
        Assert.Equal(pulled.GetProperty("folder").GetString(), offline.GetProperty("folder").GetString());
        (await RunAsync(null, "pull", "hf:acme/other")).Refuses(2, "hf:acme/other is not in the cache", "./t2l pull hf:acme/other");
        (await RunAsync(null, "pull", "hf:acme/tiny", "--include", "*.gguf")).Refuses(2, "nothing that matches '*.gguf'");
    }

    [Fact]
    public async Task Refusals_are_one_line()
    {
        await using var hub = await FakeHub.StartAsync(FakeFile.Small("config.json", "{}"));
        (await RunAsync(hub, "pull", "acme/tiny")).Refuses(2, "hf:<org>/<repo>");
        (await RunAsync(hub, "pull", "hf:acme/none")).Refuses(2, "There is no model repository 'acme/none'");
        (await RunAsync(hub, "pull", "profile:none")).Refuses(2, "There is no profile 'none'", "gemma-2-2b");
        (await RunAsync(hub, "pull", "hf:acme/tiny", "--workers", "0")).Refuses(2, "1 to 64");
        (await RunAsync(hub, "pull", "profile:nano", "--include", "*.json")).Refuses(2, "--include");
        hub.Send = (context, bytes) => context.Response.Body.WriteAsync("[]"u8.ToArray()).AsTask();
        var lie = await RunAsync(hub, "pull", "hf:acme/tiny");
        Assert.Equal(1, lie.ExitCode);
        Assert.Contains("another content", lie.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KILL", 137)]
    [InlineData("TERM", 1)] // as Ctrl-C, which a process that was started in the background would ignore
    public async Task A_stopped_pull_goes_on_where_it_was(string signal, int exitCode)
    {
        var file = FakeFile.Large("model.safetensors", 24 << 20);
        await using var hub = await FakeHub.StartAsync(file);
        var served = new TaskCompletionSource();
        hub.Send = async (context, bytes) =>
        {
            await context.Response.Body.WriteAsync(bytes[..(16 << 20)]);
            await context.Response.Body.FlushAsync();
            served.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        var journal = Path.Combine(_temporary.Path, "hf/hub/models--acme--tiny/blobs", file.Sha256 + ".t2l.ranges");
        using (var process = Start(hub, "pull", "hf:acme/tiny"))
        {
            await served.Task.WaitAsync(TimeSpan.FromMinutes(1));
            var lines = TimeSpan.FromMinutes(1);
            var clock = Stopwatch.StartNew();
            while (clock.Elapsed < lines && !(File.Exists(journal) && (await File.ReadAllLinesAsync(journal)).Length >= 4))
                await Task.Delay(20);
            Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
            var said = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Equal(exitCode, process.ExitCode);
            if (signal == "TERM")
                Assert.Contains("what arrived is kept", said, StringComparison.Ordinal);
        }
        Assert.False(File.Exists(Path.ChangeExtension(journal, null).Replace(".t2l", "", StringComparison.Ordinal)));

        hub.Send = (context, bytes) => context.Response.Body.WriteAsync(bytes).AsTask();
        var again = (await RunAsync(hub, "pull", "hf:acme/tiny", "--json")).Succeeds().Json;
        Assert.InRange(again.GetProperty("downloaded_bytes").GetInt64(), 8 << 20, 12 << 20);
        Assert.Equal(file.Bytes, await File.ReadAllBytesAsync(Path.Combine(again.GetProperty("folder").GetString()!, file.Path)));
    }

    private Task<ProgramRun> RunAsync(FakeHub? hub, params string[] arguments) => ProgramRun.ChildAsync(Environment(hub), arguments);

    private Process Start(FakeHub hub, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "t2l.dll"), .. arguments]) { RedirectStandardError = true };
        start.Environment["T2L_ROOT"] = Repository.Root;
        foreach (var (name, value) in Environment(hub))
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private Dictionary<string, string> Environment(FakeHub? hub) => new()
    {
        ["HF_HOME"] = _temporary.File("hf"),
        ["HF_ENDPOINT"] = hub?.Address.AbsoluteUri ?? "http://127.0.0.1:1",
        ["HF_HUB_OFFLINE"] = hub is null ? "1" : "",
        ["HF_TOKEN"] = "",
        ["HF_HUB_CACHE"] = "",
    };
}
