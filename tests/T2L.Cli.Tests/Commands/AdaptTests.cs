using T2L.Cli.Tests.Support;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands;

[Trait("Category", "Service")]
[Collection(OneConsole.Name)]
public sealed class AdaptTests : IDisposable
{
    private const string Description = "Write the word backwards.";
    private readonly TemporaryDirectory _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [NanoFact]
    public async Task A_description_becomes_an_adapter_that_can_be_kept_moved_and_verified()
    {
        var made = (await ProgramRun.ChildAsync(Here, "adapt", Description, "--prompt", "stone", "--json")).Succeeds().Json;
        var digest = AssertContract(made);
        var blobs = Blobs();
        var again = (await RunAsync("adapt", Description, "--json")).Succeeds().Json;
        Assert.Equal(digest, again.GetProperty("adapter").GetProperty("digest").GetString());
        Assert.Equal(blobs, Blobs());

        var listed = (await RunAsync("adapters", "list", "--json")).Succeeds().Json.GetProperty("items");
        Assert.Equal(digest, Assert.Single(listed.EnumerateArray()).GetProperty("digest").GetString());
        var found = (await RunAsync("adapters", "search", "--like", "Say it in reverse.", "--json")).Succeeds().Json.GetProperty("items");
        Assert.Equal(digest, Assert.Single(found.EnumerateArray()).GetProperty("digest").GetString());
        var shown = (await RunAsync("adapters", "show", digest, "--json")).Succeeds().Json;
        Assert.Equal(Description, shown.GetProperty("adapter").GetProperty("description").GetString());
        (await RunAsync("adapters", "show", "nonsense")).Refuses(2, "'nonsense'", "./t2l adapters list");

        (await RunAsync("adapters", "export", digest, "--out", _temporary.File("copy"), "--json")).Succeeds();
        var imported = (await RunAsync("adapters", "import", _temporary.File("copy"), "--json")).Succeeds().Json;
        Assert.Equal((digest, false), (imported.GetProperty("adapter").GetProperty("digest").GetString(), imported.GetProperty("is_new").GetBoolean()));
        Assert.True((await RunAsync("adapters", "verify", digest, "--json")).Succeeds().Json.GetProperty("verified").GetBoolean());

        var weights = shown.GetProperty("files").EnumerateArray().Single(file => file.GetProperty("name").GetString() == "adapter_model.safetensors");
        var blob = weights.GetProperty("digest").GetString()!;
        Corrupt(blobs.Single(path => path.EndsWith(blob["sha256:".Length..], StringComparison.Ordinal)));
        (await RunAsync("adapters", "verify", digest)).Refuses(1, blob);
    }

    [NanoFact]
    public async Task A_damaged_model_is_told_before_anything_is_ordered()
    {
        var damaged = Directory.CreateDirectory(_temporary.File("damaged")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "models", "nano", "hypernetwork")))
            File.WriteAllBytes(Path.Combine(damaged, Path.GetFileName(file)), File.ReadAllBytes(file)[..200]);

        (await RunAsync("adapt", Description, "--prompt", "stone", "--hypernetwork", damaged)).Refuses(2, "hypernetwork.json");

        Assert.Empty((await RunAsync("adapters", "list", "--json")).Succeeds().Json.GetProperty("items").EnumerateArray());
        Assert.False(Directory.Exists(_temporary.File("root/blobs")) && Blobs().Count > 0, "a refused order must leave no blob");
    }

    private static string AssertContract(System.Text.Json.JsonElement made)
    {
        var adapter = made.GetProperty("adapter");
        Assert.True(Guid.TryParse(adapter.GetProperty("id").GetString(), out _));
        Assert.NotEqual("", adapter.GetProperty("base_model").GetString());
        Assert.True(adapter.GetProperty("rank").GetInt32() > 0);
        Assert.True(adapter.GetProperty("parameters").GetInt64() > 0);
        Assert.All(made.GetProperty("timings_ms").EnumerateObject(), stage => Assert.True(stage.Value.GetDouble() >= 0));
        Assert.True(made.GetProperty("timings_ms").TryGetProperty("generate", out _));
        var answer = Assert.Single(made.GetProperty("answers").EnumerateArray());
        Assert.Equal("stone", answer.GetProperty("prompt").GetString());
        Assert.NotEqual(answer.GetProperty("base").GetString(), answer.GetProperty("adapted").GetString());
        var digest = adapter.GetProperty("digest").GetString()!;
        Assert.Matches("^sha256:[0-9a-f]{64}$", digest);
        return digest;
    }

    private static void Corrupt(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.Delete(path); // blobs are written read-only
        File.WriteAllBytes(path, bytes);
    }

    private List<string> Blobs() =>
        [.. Directory.EnumerateFiles(_temporary.File("root/blobs"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private Dictionary<string, string> Here => new() { ["Storage__Root"] = _temporary.File("root") };

    private Task<ProgramRun> RunAsync(params string[] arguments) => ProgramRun.InProcessAsync(Here, arguments);
}
