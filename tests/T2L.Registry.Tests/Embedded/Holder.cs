using System.Diagnostics;

namespace T2L.Registry.Tests.Embedded;

/// <summary>Another process that uses the embedded server of a directory.</summary>
internal sealed class Holder : IDisposable
{
    private readonly Process _process;

    private Holder(Process process, bool startedHere)
    {
        _process = process;
        StartedHere = startedHere;
    }

    public bool StartedHere { get; }

    public static async Task<Holder> StartAsync(string directory, params string[] prefix)
    {
        string[] command = [.. prefix, "dotnet", "exec", typeof(Holder).Assembly.Location, directory];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // What another server's tools may have set must not reach ours.
        start.Environment["PGPORT"] = "1";
        start.Environment["PGDATA"] = "/nowhere";
        start.Environment["PGOPTIONS"] = "-c nonsense=1";
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The holder said nothing.");
        return new Holder(process, line.StartsWith("True", StringComparison.Ordinal));
    }

    /// <summary>Lets it dispose its server and end.</summary>
    public async Task EndAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, or SIGKILL.</summary>
    public async Task EndAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
