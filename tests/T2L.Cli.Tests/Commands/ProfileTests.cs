using T2L.Cli.Tests.Support;
using T2L.Hub.Tests.Server;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands;

/// <summary>The bundled models, served by a hub as a profile: pulled, found offline, and giving what the bundled folders give.</summary>
public sealed class ProfileTests : IDisposable
{
    private static readonly string Nano = Path.Combine(Repository.Root, "models", "nano");
    private readonly TemporaryDirectory _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [NanoFact]
    public async Task A_pulled_profile_makes_the_same_adapter_offline_as_the_bundled_folders()
    {
        var files = Directory.EnumerateFiles(Nano, "*", SearchOption.AllDirectories)
            .Select(path => new FakeFile(Path.GetRelativePath(Nano, path), File.ReadAllBytes(path), path.EndsWith('s'))).ToArray();
        await using var hub = await FakeHub.StartAsync(files);

        (await RunAsync(null, "generate", "--profile", "tiny", "--description", "Write the word backwards.", "--out", _temporary.File("none")))
            .Refuses(2, "hypernetwork of profile 'tiny'", "hf:acme/tiny was never pulled", "./t2l pull profile:tiny");

        var plan = (await RunAsync(hub, "pull", "profile:tiny", "--dry-run", "--json")).Succeeds().Json;
        var parameters = plan.GetProperty("memory").GetProperty("need").GetProperty("parameters").GetInt64();
        Assert.InRange(parameters, 500_000, 1_000_000);
        Assert.Equal(4 * parameters, plan.GetProperty("memory").GetProperty("need").GetProperty("base_model_bytes").GetInt64());
        Assert.Equal(16_384, plan.GetProperty("memory").GetProperty("need").GetProperty("adapter_parameters").GetInt64());
        Assert.False(Directory.Exists(_temporary.File("hf")), "a dry run leaves nothing behind");

        (await RunAsync(hub, "pull", "profile:tiny")).Succeeds();
        var state = (await RunAsync(null, "profiles", "--json")).Succeeds().Json.GetProperty("profiles").EnumerateArray().ToDictionary(profile => profile.GetProperty("name").GetString()!);
        Assert.True(state["tiny"].GetProperty("complete").GetBoolean());
        Assert.True(state["nano"].GetProperty("complete").GetBoolean());
        Assert.False(state["gemma-2-2b"].GetProperty("complete").GetBoolean());

        var pulled = (await RunAsync(null, "generate", "--profile", "tiny", "--description", "Write the word backwards.", "--out", _temporary.File("one"), "--json")).Succeeds().Json;
        var bundled = (await RunAsync(null, "generate", "--profile", "nano", "--description", "Write the word backwards.", "--out", _temporary.File("two"), "--json")).Succeeds().Json;
        Assert.Equal(Digest(bundled), Digest(pulled));
    }

    [Theory]
    [InlineData("Profiles__bad__BaseModel__Source", "hf:not a name", "Profiles:bad:BaseModel: 'not a name' is not the name of a repository")]
    [InlineData("Profiles__bad__BaseModel__Folder", "../..", "Profiles:bad:BaseModel:Source is empty")]
    [InlineData("Profiles__nano__Precision", "int4", "Profiles:nano:Precision is 'int4'; expected auto, float32, bfloat16 or float16.")]
    [InlineData("Profiles__nano__ChatTemplate", "t2l-gema", "Profiles:nano:ChatTemplate is 't2l-gema'; expected auto, none, t2l-mistral, t2l-llama-3, t2l-gemma-2 or the path of a .jinja file.")]
    [InlineData("Profiles__nano__Bass", "x", "Profiles:nano:Bass is not a setting")]
    public async Task A_profile_with_a_fault_is_told_by_its_key(string key, string value, string part) =>
        (await ProgramRun.ChildAsync(new Dictionary<string, string> { [key] = value }, "profiles")).Refuses(2, part);

    private static string Digest(System.Text.Json.JsonElement made) => made.GetProperty("adapters")[0].GetProperty("digest").GetString()!;

    private Task<ProgramRun> RunAsync(FakeHub? hub, params string[] arguments)
    {
        var environment = new Dictionary<string, string>
        {
            ["HF_HOME"] = _temporary.File("hf"),
            ["HF_ENDPOINT"] = hub?.Address.AbsoluteUri ?? "http://127.0.0.1:1",
            ["HF_HUB_OFFLINE"] = hub is null ? "1" : "",
            ["HF_TOKEN"] = "",
            ["HF_HUB_CACHE"] = "",
        };
        foreach (var (part, folder) in new[] { ("Hypernetwork", "hypernetwork"), ("BaseModel", "base"), ("Encoder", "encoder") })
        {
            environment[$"Profiles__tiny__{part}__Source"] = "hf:acme/tiny";
            environment[$"Profiles__tiny__{part}__Folder"] = folder;
        }
        return ProgramRun.ChildAsync(environment, arguments);
    }
}
