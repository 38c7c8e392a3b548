using System.CommandLine;
using T2L.Training.Evaluation;

namespace T2L.Cli.Commands;

/// <summary>The hypernetworks of an evaluation: <c>DIR</c>, or <c>NAME=DIR</c> as often as wanted.</summary>
internal static class HypernetworkArgument
{
    private const string Key = "Generation:Hypernetwork";

    /// <summary>What a hypernetwork without a name is called.</summary>
    public const string UsualName = "sft";

    public static readonly Option<string[]> Option = new("--hypernetwork")
    {
        Description = "Hypernetwork folder, or NAME=DIR, for instance reconstruction=DIR; may be given several times. Default: Generation:Hypernetwork, as sft, and the bundled ones beside it.",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The hypernetworks that were named; none where the option was not given.</summary>
    public static IReadOnlyList<NamedFolder> Named(ParseResult parsed) => Named(parsed.GetValue(Option), UsualName);

    /// <summary>The folders of an option's values.</summary>
    /// <param name="values"><c>DIR</c> or <c>NAME=DIR</c>.</param>
    /// <param name="usualName">What a folder without a name is called.</param>
    public static IReadOnlyList<NamedFolder> Named(string[]? values, string usualName) => [.. (values ?? []).Select(text => Parse(text, usualName))];

    /// <summary>The one of a command that takes one, as a key of the configuration.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Single(ParseResult parsed) => (parsed.GetValue(Option) ?? []) switch
    {
        [] => [],
        [var only] => [KeyValuePair.Create<string, string?>(Key, Parse(only, UsualName).Folder)],
        var several => throw new UsageException($"--benchmark takes one --hypernetwork, {several.Length} are given."),
    };

    // A folder whose name has an equals sign is still a folder.
    private static NamedFolder Parse(string text, string usualName) => text.Split('=', 2) is [var name, var folder] && folder.Length > 0 && !Directory.Exists(text)
        ? new(name, Path.GetFullPath(folder))
        : new(usualName, Path.GetFullPath(text));
}
