using T2L.Cli.Tests.Support;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands;

/// <summary>Tags, owner, properties and card from the shell, over the embedded PostgreSQL.</summary>
[Trait("Category", "Service")]
[Collection(OneConsole.Name)]
public sealed class AdaptersMetadataTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [NanoFact]
    public async Task What_is_said_of_an_adapter_is_shown_filtered_by_and_taken_back()
    {
        (await RunAsync("adapters", "import", Path.Combine(Repository.Root, "adapters", "date.day.hash"), "--name", "dates/day")).Succeeds();
        var card = _folder.File("card.md");
        await File.WriteAllTextAsync(card, "# Days\n");

        (await RunAsync("adapters", "tag", "dates/day", "dates", "school work")).Succeeds();
        (await RunAsync("adapters", "owner", "dates/day", "team-dates")).Succeeds();
        (await RunAsync("adapters", "set", "dates/day", "level=3", "live=true", "code=\"7\"", "old=1")).Succeeds();
        var said = (await RunAsync("adapters", "set", "dates/day", "--remove", "old", "--json")).Succeeds().Json;
        (await RunAsync("adapters", "card", "dates/day", "--file", card)).Succeeds();

        Assert.Equal("""{"code":"7","level":3,"live":true}""", said.GetProperty("properties").ToString().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(("team-dates", "dates", "school work"), (said.GetProperty("owner").GetString(), said.GetProperty("tags")[0].GetString(), said.GetProperty("tags")[1].GetString()));
        Assert.Equal(1, (await RunAsync("adapters", "list", "--tag", "dates", "--owner", "team-dates", "--property", "level=3", "--rank", "8", "--json")).Succeeds().Json.GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await RunAsync("adapters", "list", "--tag", "dates", "--tag", "none", "--json")).Succeeds().Json.GetProperty("items").GetArrayLength());
        Assert.Contains("# Days", (await RunAsync("adapters", "card", "dates/day")).Succeeds().Output, StringComparison.Ordinal);
        (await RunAsync("adapters", "tag", "dates/day", "d\u0430tes")).Refuses(2, "mixes Latin and Cyrillic letters");
        (await RunAsync("adapters", "set", "dates/day", "level")).Refuses(2, "'level' is no property; expected KEY=VALUE");
        (await RunAsync("adapters", "card", "dates/none")).Refuses(2, "There is no adapter 'dates/none'");
    }

    private Task<ProgramRun> RunAsync(params string[] arguments) =>
        ProgramRun.InProcessAsync(new Dictionary<string, string> { ["Storage__Root"] = _folder.File("root") }, arguments);
}
