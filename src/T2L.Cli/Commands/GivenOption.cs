using System.CommandLine;

namespace T2L.Cli.Commands;

/// <summary>Tells what was said on the command line from what is so by default.</summary>
internal static class GivenOption
{
    /// <summary>Name of the first of some options that was given; null where none was.</summary>
    public static string? First(ParseResult parsed, IEnumerable<Option> options) =>
        options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false })?.Name;

    /// <summary>Refuses what a command would pass over in silence.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="asked">The option that says what is done.</param>
    /// <param name="others">Options that mean nothing to it.</param>
    public static void Refuse(ParseResult parsed, string asked, IEnumerable<Option> others)
    {
        if (First(parsed, others) is { } useless)
            throw new UsageException($"{useless} means nothing to {asked}. Leave one of them out.");
    }
}
