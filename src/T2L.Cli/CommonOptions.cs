using System.CommandLine;

namespace T2L.Cli;

/// <summary>Options that every command takes.</summary>
internal static class CommonOptions
{
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON document on stdout; logs and progress stay on stderr.",
        Recursive = true,
    };

    public static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Print debug logs, and the stack trace of a failure.",
        Recursive = true,
    };
}
