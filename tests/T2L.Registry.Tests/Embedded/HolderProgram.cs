using T2L.Registry.Embedded;

namespace T2L.Registry.Tests.Embedded;

/// <summary>A process that starts or joins the embedded server of a directory and holds it until its input ends.</summary>
internal static class HolderProgram
{
    private static async Task<int> Main(string[] args)
    {
        await using var server = await EmbeddedPostgres.StartAsync(args[0]);
        Console.WriteLine($"{server.StartedHere} {server.SocketDirectory}");
        await Console.In.ReadLineAsync();
        return 0;
    }
}
