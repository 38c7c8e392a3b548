namespace T2L.Cli.Hosting;

/// <summary>What a server process does.</summary>
[Flags]
internal enum Roles
{
    Api = 1,
    Worker = 2,
    All = Api | Worker,
}
