using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace T2L.Training.Benchmarks.Code;

/// <summary>Runs programs that a model wrote, each in a process of its own with limits of time and memory. No sandbox: a program can read and write what its user can.</summary>
/// <param name="interpreter">The Python to run them with.</param>
/// <param name="processorTime">Processor time for each, in whole seconds; default ten.</param>
/// <param name="patience">Time on the clock for each, which only one that sleeps should ever need; default two minutes.</param>
/// <param name="memoryMegabytes">Address space of each, in MB; default 1024.</param>
/// <param name="warn">Told what could not be cleaned up; null for nobody.</param>
public sealed class PythonRunner(string interpreter, TimeSpan? processorTime = null, TimeSpan? patience = null, int memoryMegabytes = 1024, Action<string>? warn = null)
{
    private const int MaxFaultCharacters = 300;
    private const int OutOfTime = 128 + 24; // SIGXCPU
    private static readonly TimeSpan PatienceAfterKill = TimeSpan.FromSeconds(5);

    // The processors are the machine's: programs of all benchmarks take turns, and the model keeps half.
    private static readonly SemaphoreSlim Turns = new(Math.Max(1, Environment.ProcessorCount / 2));

    // Programs run in a folder of their own, where a relative path would mean something else.
    private readonly string _interpreter = interpreter.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(interpreter) : interpreter;

    // What a program is worth must not depend on what else the machine does: the clock only ends those that sleep.
    private readonly int _seconds = (int)Math.Ceiling((processorTime ?? TimeSpan.FromSeconds(10)).TotalSeconds);
    private readonly TimeSpan _patience = patience ?? TimeSpan.FromMinutes(2);

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
        await Turns.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await RunAloneAsync(program, cancellation).ConfigureAwait(false);
        }
        finally
        {
            Turns.Release();
        }
    }

    private async Task<string?> RunAloneAsync(string program, CancellationToken cancellation)
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
            Delete(folder);
        }
    }

    // A program may have taken its folder away, or left something behind that is in use: no reason to lose the other answers.
    private void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            warn?.Invoke($"'{folder}', where a model's program ran, cannot be deleted: {exception.Message}");
        }
    }

    private async Task<string?> RunFileAsync(string folder, string file, CancellationToken cancellation)
    {
        using var process = Start(folder, file);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_patience);
        try
        {
            var errors = TailAsync(process.StandardError, limit.Token);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return process.ExitCode switch
            {
                0 => null,
                OutOfTime => string.Create(CultureInfo.InvariantCulture, $"it used more than {_seconds} s of processor time"),
                var code => Shorten(await errors.ConfigureAwait(false), code),
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it took longer than {_patience.TotalSeconds:F0} s");
        }
        finally
        {
            await EndAsync(process).ConfigureAwait(false);
        }
    }

    // Its folder cannot be deleted while it still writes there.
    private static async Task EndAsync(Process process)
    {
        if (process.HasExited)
            return;
        try
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(PatienceAfterKill).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException or TimeoutException)
        {
            // It ended by itself, or will not end at all: either way there is nothing more to do.
        }
    }

    // The shell sets the limits, which the interpreter then inherits; its input and output lead nowhere.
    private Process Start(string folder, string file)
    {
        var limits = string.Create(CultureInfo.InvariantCulture,
            $"ulimit -v {memoryMegabytes * 1024L}; ulimit -S -t {_seconds}; ulimit -H -t {_seconds + 1}; ulimit -f 20480; exec \"$0\" -I \"$1\" </dev/null >/dev/null");
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
