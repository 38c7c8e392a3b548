namespace T2L.Cli.Tests.Support;

/// <summary>Tests that redirect the console of this process: one at a time, nothing beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneConsole
{
    public const string Name = "console";
}
