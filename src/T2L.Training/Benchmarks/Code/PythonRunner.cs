using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace T2L.Training.Benchmarks.Code;

/// <summary>Runs programs that a model wrote, each in a process of its own with limits of time and memory. No sandbox: a program can read and write what its user can.</summary>
/// <param name="interpreter">The Python to run them with.</param>
/// <param name="timeLimit">Time for each; default ten seconds.</param>
/// <param name="memoryMegabytes">Address space of each, in MB; default 1024.</param>
public sealed class PythonRunner(string interpreter, TimeSpan? timeLimit = null, int memoryMegabytes = 1024)
{
    private const int MaxFaultCharacters = 300;

    // Programs run in a folder of their own, where a relative path would mean something else.
    private readonly string _interpreter = interpreter.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(interpreter) : interpreter;
    private readonly TimeSpan _timeLimit = timeLimit ?? TimeSpan.FromSeconds(10);

    /// <summary>Makes sure that programs can be run at all.</summary>
    /// <exception cref="ArgumentException">An empty program already fails.</exception>
    public async Task CheckAsync(CancellationToken cancellation)
    {
        if (await RunAsync("", cancellation).ConfigureAwait(false) is { } fault)
            throw new ArgumentException($"'{_interpreter}' does not run Python programs: {fault}. Name a Python 3 interpreter.");
    }

    /// <summary>Runs a program.</summary>
    /// <returns>Null where it ran to its end; otherwise why it did not.</returns>
    /// <exception cref="InvalidOperationException">The interpreter cannot be started.</exception>
    public async Task<string?> RunAsync(string program, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("t2l-code-").FullName;
        try
        {
            // A program that leaves early with code 0 has not passed its tests: only the end leaves this mark.
            var done = Guid.NewGuid().ToString("N");
            var (file, end) = (Path.Combine(folder, "program.py"), Path.Combine(folder, done));
            await File.WriteAllTextAsync(file, $"{program}\nopen({Quote(end)}, 'w').close()\n", cancellation).ConfigureAwait(false);
            var fault = await RunFileAsync(folder, file, cancellation).ConfigureAwait(false);
            return fault ?? (File.Exists(end) ? null : "it ended before its tests were over");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<string?> RunFileAsync(string folder, string file, CancellationToken cancellation)
    {
        using var process = Start(folder, file);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_timeLimit);
        try
        {
            var errors = TailAsync(process.StandardError, limit.Token);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return process.ExitCode == 0 ? null : Shorten(await errors.ConfigureAwait(false), process.ExitCode);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it ran longer than {_timeLimit.TotalSeconds:F0} s");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    // The shell sets the limits, which the interpreter then inherits; its input and output lead nowhere.
    private Process Start(string folder, string file)
    {
        var limits = string.Create(CultureInfo.InvariantCulture,
            $"ulimit -v {memoryMegabytes * 1024L}; ulimit -t {(int)Math.Ceiling(_timeLimit.TotalSeconds)}; ulimit -f 20480; exec \"$0\" -I \"$1\" </dev/null >/dev/null");
        var start = new ProcessStartInfo("/bin/sh", ["-c", limits, _interpreter, file]) { WorkingDirectory = folder, RedirectStandardError = true };
        var path = Environment.GetEnvironmentVariable("PATH");
        // Tokens and passwords of this environment are nothing for a model's program.
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"Programs cannot be run: /bin/sh does not start ({exception.Message}).", exception);
        }
    }

    private static async Task<string> TailAsync(StreamReader errors, CancellationToken cancellation)
    {
        var (tail, buffer) = ("", new char[4096]);
        for (int read; (read = await errors.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
        {
            tail += new string(buffer, 0, read);
            tail = tail[Math.Max(0, tail.Length - MaxFaultCharacters)..];
        }
        return tail;
    }

    // The last line of a trace says what happened.
    private static string Shorten(string errors, int code)
    {
        var last = errors.TrimEnd().Split('\n')[^1];
        return last.Length > 0 ? last : string.Create(CultureInfo.InvariantCulture, $"it ended with code {code}");
    }

    private static string Quote(string path) => $"'{path.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";
}
