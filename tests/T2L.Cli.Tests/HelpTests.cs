using System.CommandLine;
using T2L.Cli.Tests.Support;

namespace T2L.Cli.Tests;

[Collection(OneConsole.Name)]
public sealed class HelpTests
{
    public static TheoryData<string> Commands => [.. Paths(CommandLine.Root(), "")];

    [Theory, MemberData(nameof(Commands))]
    public async Task Help_shows_examples(string command)
    {
        var run = (await ProgramRun.InProcessAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"])).Succeeds();

        Assert.Equal("", run.Error);
        Assert.Contains($"./t2l {command}".TrimEnd(), run.Output[run.Output.IndexOf("Examples:", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_prints_one_JSON_document()
    {
        var run = await ProgramRun.ChildAsync(new Dictionary<string, string>(), "doctor", "--json");
        Assert.NotEqual(System.Text.Json.JsonValueKind.Undefined, run.Json.ValueKind);
        Assert.Contains("ONNX Runtime", run.Output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Paths(Command command, string path) =>
        command.Subcommands.SelectMany(child => Paths(child, $"{path} {child.Name}".Trim())).Prepend(path);
}
