using System.CommandLine;
using System.Runtime.CompilerServices;

namespace T2L.Cli;

/// <summary>Examples shown below a command's help.</summary>
internal static class Examples
{
    private static readonly ConditionalWeakTable<Command, IReadOnlyList<string>> ByCommand = [];

    /// <summary>Attaches examples to a command and returns it.</summary>
    public static Command WithExamples(this Command command, params string[] examples)
    {
        ByCommand.Add(command, examples);
        return command;
    }

    public static IReadOnlyList<string> Of(Command command) => ByCommand.TryGetValue(command, out var examples)
        ? examples
        : command is RootCommand ? ["./t2l adapt \"Write the word backwards.\" --prompt stone --prompt river", "./t2l serve", "./t2l test"] : [];
}
