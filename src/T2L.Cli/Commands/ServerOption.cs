using System.CommandLine;
using T2L.Adapters.Export;

namespace T2L.Cli.Commands;

/// <summary>--for: which server an adapter is meant for.</summary>
internal static class ServerOption
{
    public static readonly Option<string?> For = new("--for") { Description = $"Who will read it: {string.Join(", ", ServerNames.All)}." };

    static ServerOption() => For.CompletionSources.Add([.. ServerNames.All]);

    public static Server? Parse(ParseResult parsed) => parsed.GetValue(For) switch
    {
        null => null,
        var name when ServerNames.TryParse(name, out var server) => server,
        var name => throw new UsageException($"--for is '{name}'; expected one of {string.Join(", ", ServerNames.All)}."),
    };
}
