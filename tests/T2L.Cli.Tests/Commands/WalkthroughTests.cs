using System.CommandLine.Parsing;
using T2L.Cli.Tests.Support;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands;

/// <summary>The commands of docs/registry.md, exactly as they stand there, one after the other with the bundled models: described, tried, named, found by other words, promoted, rolled back.</summary>
[Trait("Category", "Service")]
[Collection(OneConsole.Name)]
public sealed class WalkthroughTests : IDisposable
{
    private const string Heading = "## From a sentence to a champion", Launcher = "./t2l ";
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [NanoFact]
    public async Task A_sentence_becomes_a_champion_and_the_one_before_comes_back()
    {
        var said = new List<string>();
        foreach (var line in Lines())
            said.Add((await RunAsync([.. CommandLineParser.SplitCommandLine(line[Launcher.Length..])])).Succeeds().Output);

        Assert.Collection(said,
            made => Assert.Contains("enots", made, StringComparison.Ordinal),
            found => Assert.Contains("text/backwards:1", found, StringComparison.Ordinal),
            set => Assert.Contains("text/backwards@champion is version 1 now.", set, StringComparison.Ordinal),
            again => Assert.Contains("enots", again, StringComparison.Ordinal),
            diff => Assert.Contains("q_proj", diff, StringComparison.Ordinal),
            moved => Assert.Contains("text/backwards@champion is version 2 now; before it was version 1.", moved, StringComparison.Ordinal),
            tried => Assert.Matches(@"text/backwards:2[\s\S]*enots[\s\S]*eldnac", tried),
            back => Assert.Contains("text/backwards@champion is version 1 now; before it was version 2.", back, StringComparison.Ordinal),
            log => Assert.Contains("alias.rollback", log, StringComparison.Ordinal));
        var champion = (await RunAsync("adapters", "show", "text/backwards@champion", "--json")).Succeeds().Json.GetProperty("adapter");
        Assert.Equal((1, "Write the word backwards."), (champion.GetProperty("version").GetInt32(), champion.GetProperty("description").GetString()));
    }

    private static List<string> Lines()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "registry.md"));
        var section = text[(text.IndexOf(Heading, StringComparison.Ordinal) + Heading.Length)..];
        return [.. section[..section.IndexOf("\n## ", StringComparison.Ordinal)].Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith(Launcher, StringComparison.Ordinal))];
    }

    private Task<ProgramRun> RunAsync(params string[] arguments) =>
        ProgramRun.InProcessAsync(new Dictionary<string, string> { ["Storage__Root"] = _folder.File("root") }, arguments);
}
