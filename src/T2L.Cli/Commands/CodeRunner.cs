using T2L.Cli.Output;
using T2L.Training.Benchmarks.Code;

namespace T2L.Cli.Commands;

/// <summary>The interpreter that somebody allowed to run a model's programs.</summary>
internal static class CodeRunner
{
    /// <summary>Warns, and makes sure that programs can be run.</summary>
    public static async Task<PythonRunner> StartAsync(string interpreter, CancellationToken cancellation)
    {
        Terminal.Status("Programs that the model writes will be run on this machine, each with 10 s of processor time and 1 GiB of memory at most, but with your rights: they can read and delete your files and use the network. Better do this in a container.");
        var python = new PythonRunner(interpreter, warn: Terminal.Status);
        await python.CheckAsync(cancellation).ConfigureAwait(false);
        return python;
    }

    /// <summary>The same for a command that runs on a thread of its own.</summary>
    public static PythonRunner Start(string interpreter, CancellationToken cancellation) => StartAsync(interpreter, cancellation).GetAwaiter().GetResult();
}
