using System.Text.Json;
using T2L.Cli.Tests.Support;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands;

/// <summary>The commands of a machine that has no registry, against a server that runs as a program of its own, with the bundled models.</summary>
[Trait("Category", "Service")]
[Collection(OneConsole.Name)]
public sealed class RemoteServerTests(RemoteServer server) : IClassFixture<RemoteServer>
{
    [NanoFact]
    public async Task An_adapter_is_made_tried_measured_compared_and_verified()
    {
        var made = (await RunAsync("adapters", "make", "Write the word backwards.", "--name", "text/backwards", "--json")).Succeeds().Json;
        var digest = made.GetProperty("adapter").GetProperty("digest").GetString()!;
        var job = made.GetProperty("job").GetProperty("id").GetString()!;
        (await RunAsync("adapters", "import", Sample("date.day.hash"), "--name", "dates/day", "--description", "Say the day.")).Succeeds();
        await File.WriteAllTextAsync(server.File("e.jsonl"), "{\"input\": \"stone\", \"answer\": \"enots\"}\n{\"input\": \"candle\", \"answer\": \"eldnac\"}\n");

        var tried = (await JsonAsync("adapters", "try", "text/backwards", "stone")).GetProperty("answers")[0];
        Assert.Equal(("enots", false), (tried.GetProperty("adapted").GetString(), tried.GetProperty("base").GetString() == "enots"));
        Assert.Equal(digest, (await JsonAsync("adapters", "show", "text/backwards")).GetProperty("adapter").GetProperty("digest").GetString());
        Assert.Equal("ready", (await JsonAsync("adapters", "checks", "text/backwards")).GetProperty("status").GetString());
        Assert.Equal(0.41, First(await JsonAsync("adapters", "evaluate", "text/backwards", "--suite", "elsewhere", "--value", "0.41")).GetProperty("value").GetDouble());
        Assert.Equal(1, First(await JsonAsync("adapters", "evaluate", "text/backwards", "--suite", "mine", "--examples", server.File("e.jsonl"))).GetProperty("value").GetDouble());
        Assert.Equal(3, (await JsonAsync("adapters", "evaluations", "text/backwards")).GetProperty("items").GetArrayLength());
        Assert.True((await JsonAsync("adapters", "diff", "text/backwards", "dates/day")).GetProperty("weights").TryGetProperty("cosine", out _));
        Assert.True((await JsonAsync("adapters", "spectrum", "text/backwards")).GetProperty("norm").GetDouble() > 0);
        Assert.Equal("base", First(await JsonAsync("base-models", "list")).GetProperty("name").GetString());
        Assert.Equal("cpu", First(await JsonAsync("workers", "list")).GetProperty("device").GetString());
        Assert.Equal("CycloneDX", (await JsonAsync("adapters", "bom", "text/backwards")).GetProperty("bomFormat").GetString());
        Assert.Equal("text/backwards", (await JsonAsync("adapters", "near", "Reverse the letters.")).GetProperty("adapters")[0].GetProperty("name").GetString());
        Assert.DoesNotContain(digest, (await JsonAsync("adapters", "similar", "text/backwards")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("digest").GetString()));
        Assert.Contains(job, (await JsonAsync("jobs", "list", "--status", "ready")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        Assert.Equal(digest, (await RunAsync("jobs", "watch", job)).Succeeds().Output.Trim());
        (await RunAsync("jobs", "cancel", job)).Refuses(2, "only one that is queued or running can be cancelled");
        (await RunAsync("jobs", "show", Guid.Empty.ToString())).Refuses(2, "./t2l jobs list lists them");
        (await RunAsync("adapters", "export", "text/backwards", "--for", "vllm", "--out", server.File("vllm"))).Succeeds();
        (await RunAsync("adapters", "check", "nowhere/at-all")).Refuses(2, "There is no adapter and no folder 'nowhere/at-all'");
        Assert.True((await JsonAsync("tenants", "usage")).GetProperty("versions").GetInt32() >= 2);
        AssertNoRegistryHere();
    }

    [NanoFact]
    public async Task Bytes_and_signatures_are_held_against_what_this_machine_trusts()
    {
        (await RunAsync("adapters", "import", Sample("date.day_first.plain"), "--name", "dates/first")).Succeeds();

        Assert.Equal("not checked", (await JsonAsync("adapters", "verify", "dates/first")).GetProperty("signature").GetString());
        Assert.Contains("signed by the trusted key", (await RunAsync(Trusting("server"), "adapters", "verify", "dates/first")).Succeeds().Output, StringComparison.Ordinal);
        (await RunAsync(Trusting("stranger"), "adapters", "verify", "dates/first")).Refuses(1, "is signed by a key that is not trusted");
        (await RunAsync(Trusting("missing"), "adapters", "verify", "dates/first")).Refuses(2, "missing.pub.pem");

        var weights = (await JsonAsync("adapters", "show", "dates/first")).GetProperty("files").EnumerateArray().Single(file => file.GetProperty("name").GetString() == "adapter_model.safetensors");
        var hex = weights.GetProperty("digest").GetString()!["sha256:".Length..];
        var blob = Directory.EnumerateFiles(server.File("server/blobs"), "*", SearchOption.AllDirectories).Single(path => path.EndsWith(hex, StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(blob);
        bytes[^1] ^= 1;
        File.Delete(blob); // blobs are written read-only
        await File.WriteAllBytesAsync(blob, bytes);

        (await RunAsync("adapters", "verify", "dates/first")).Refuses(1, "adapter_model.safetensors is damaged", hex);
        AssertNoRegistryHere();
    }

    [NanoFact]
    public async Task A_file_of_descriptions_becomes_adapters()
    {
        await File.WriteAllTextAsync(server.File("tasks.txt"), "Say the last letter of the word.\n\n{\"description\": \"Write the word twice.\", \"name\": \"batch/twice\"}\nSay the first letter of the word.\n");

        var run = (await RunAsync("adapters", "batch", server.File("tasks.txt"), "--key", "monday", "--json")).Succeeds();
        var later = (await JsonAsync("adapters", "batch", server.File("tasks.txt"), "--key", "monday", "--no-wait")).GetProperty("items");

        var items = run.Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["ready", "ready", "ready"], items.Select(item => item.GetProperty("status").GetString()));
        Assert.Contains("batch  3/3 (100 %)", run.Error, StringComparison.Ordinal);
        Assert.Equal(items.Select(item => item.GetProperty("id").GetString()), later.EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        Assert.Equal("Write the word twice.", (await JsonAsync("adapters", "show", "batch/twice")).GetProperty("adapter").GetProperty("description").GetString());
        AssertNoRegistryHere();
    }

    [NanoFact]
    public async Task Keys_are_the_server_s_and_what_is_the_operator_s_stays_where_the_registry_is()
    {
        var made = await JsonAsync("keys", "create", "--name", "ci", "--scopes", "read,generate", "--days", "1");
        var prefix = made.GetProperty("key").GetProperty("prefix").GetString()!;
        Assert.StartsWith(prefix, made.GetProperty("secret").GetString(), StringComparison.Ordinal);
        Assert.Equal("default", made.GetProperty("key").GetProperty("tenant").GetString());
        var rotated = (await RunAsync("keys", "rotate", prefix, "--overlap-minutes", "0")).Succeeds();
        Assert.Contains("Keep the line above", rotated.Error, StringComparison.Ordinal);
        Assert.Contains("is revoked", (await RunAsync("keys", "revoke", rotated.Output[..prefix.Length])).Succeeds().Output, StringComparison.Ordinal);
        Assert.Equal(2, (await JsonAsync("keys", "list")).GetProperty("items").GetArrayLength());

        (await RunAsync("adapters", "gc", "--dry-run")).Refuses(2, "--server names a server, but 'gc' works on the registry of the configuration");
        (await RunAsync("adapters", "list", "--tenant", "acme")).Refuses(2, "--tenant means nothing to --server");
        (await ProgramRun.InProcessAsync(server.Here(("T2L_SERVER", server.Address)), "tenants", "list")).Refuses(2, "T2L_SERVER names a server");
        AssertNoRegistryHere();
    }

    [NanoFact]
    public async Task The_Tab_key_proposes_the_names_of_a_server()
    {
        (await RunAsync("adapters", "import", Sample("date.month_first.plain"), "--name", "tab/month")).Succeeds();
        (await RunAsync("adapters", "alias", "set", "tab/month", "champion", "1")).Succeeds();

        Assert.Contains("tab/month", await ProposedAsync("t2l adapters show ta", named: true));
        Assert.Contains("tab/month@champion", await ProposedAsync("t2l adapters show tab/month@", named: true));
        Assert.Contains("tab/month", await ProposedAsync($"t2l adapters --server {server.Address} show ta", named: false));
        AssertNoRegistryHere();
    }

    // A server that is slow, as on a busy machine, is not waited for: nothing is proposed then.
    private async Task<string[]> ProposedAsync(string typed, bool named)
    {
        for (var tries = 10; ; tries--)
        {
            var run = (await ProgramRun.InProcessAsync(server.Here(named ? [("T2L_SERVER", server.Address)] : []), $"[suggest:{typed.Length}]", typed)).Succeeds();
            if (run.Output.Contains("tab/", StringComparison.Ordinal) || tries == 0)
                return run.Output.Split('\n');
        }
    }

    private static JsonElement First(JsonElement list) => list.GetProperty("items")[0];

    private static string Sample(string name) => Path.Combine(Repository.Root, "adapters", name);

    private async Task<JsonElement> JsonAsync(params string[] arguments) => (await RunAsync([.. arguments, "--json"])).Succeeds().Json;

    private Task<ProgramRun> RunAsync(params string[] arguments) => RunAsync([], arguments);

    private Task<ProgramRun> RunAsync((string, string)[] more, params string[] arguments) => ProgramRun.InProcessAsync(server.Here(more), [.. arguments, "--server", server.Address]);

    private void AssertNoRegistryHere() => Assert.False(Directory.Exists(server.File("here")), "A command that was sent to a server made a registry here.");

    private (string, string)[] Trusting(string key) => [("Signing__TrustedKeys", server.File($"{key}.pub.pem"))];
}
