using System.Diagnostics;
using System.Globalization;
using System.Text;
using T2L.Testing;

namespace T2L.Cli.Tests.Support;

/// <summary>A run of the program that goes on until it is told to stop, as Ctrl-C would tell it.</summary>
internal sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly StringBuilder _said = new();
    private readonly Process _process;

    public RunningProgram(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "t2l.dll"), .. arguments]) { RedirectStandardError = true };
        start.Environment["T2L_ROOT"] = Repository.Root;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_said)
                _said.AppendLine(line.Data);
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>What it printed on stderr until now.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    /// <summary>Waits until something holds; fails when the program has ended before, or patience has.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var clock = Stopwatch.StartNew(); !await holds(); await Task.Delay(50))
            Assert.True(clock.Elapsed < Patience && !_process.HasExited, Said);
    }

    public Task SaysAsync(string part) => UntilAsync(() => Task.FromResult(Said.Contains(part, StringComparison.Ordinal)));

    /// <summary>Asks it to stop.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync(new CancellationTokenSource(Patience).Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
