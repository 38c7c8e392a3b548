using System.CommandLine;
using T2L.Cli.Completion;
using T2L.Cli.Output;

namespace T2L.Cli.Commands;

/// <summary>completion: the script that a shell sources.</summary>
internal static class CompletionCommand
{
    private static readonly Argument<string> Shell = new("shell") { Description = "bash, zsh or fish." };

    static CompletionCommand() => Shell.CompletionSources.Add([.. CompletionScript.ByShell.Keys]);

    public static Command Create()
    {
        var command = new Command("completion", "Print the script that makes a shell complete verbs, options and their values with the Tab key; names of adapters too, where T2L_SERVER or --server names a server.") { Shell };
        command.SetAction(parsed =>
        {
            Terminal.Line(CompletionScript.ByShell.TryGetValue(parsed.GetValue(Shell)!, out var script)
                ? script
                : throw new UsageException($"There is no script for '{parsed.GetValue(Shell)}'; expected {string.Join(", ", CompletionScript.ByShell.Keys)}."));
            return ExitCode.Success;
        });
        return command.WithExamples("source <(./t2l completion bash)", "./t2l completion fish | source");
    }
}
