using System.CommandLine;
using T2L.Cli.Completion;

namespace T2L.Cli.Commands;

/// <summary>Arguments that name adapters; the shell completes them where a server can be asked.</summary>
internal static class ReferenceArgument
{
    /// <summary>What any reference may be.</summary>
    public const string Any = "Id, digest, name, name:version or name@alias of an adapter.";

    /// <summary>One version.</summary>
    public static Argument<string> Create(string name = "adapter", string description = Any)
    {
        var argument = new Argument<string>(name) { Description = description };
        argument.CompletionSources.Add(AdapterNames.Of);
        return argument;
    }

    /// <summary>An adapter by its name, all of its versions.</summary>
    public static Argument<string> Name() => Create("name", "Name of an adapter.");
}
