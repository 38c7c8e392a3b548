using System.Diagnostics;
using System.Text.Json;
using T2L.Testing;

namespace T2L.Cli.Tests.Support;

/// <summary>What one run of the program left: its exit code and what it printed.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Runs inside this process; only for tests of the collection <see cref="OneConsole"/>.</summary>
    public static async Task<ProgramRun> InProcessAsync(params string[] arguments)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var capturedOutput = new StringWriter();
        using var capturedError = new StringWriter();
        Console.SetOut(capturedOutput);
        Console.SetError(capturedError);
        try
        {
            var code = await CommandLine.RunAsync(arguments);
            return new(code, capturedOutput.ToString(), capturedError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    /// <summary>Runs inside this process under variables of its environment that are put back afterwards: what has been compiled once need not be again. For the collection <see cref="OneConsole"/>.</summary>
    public static async Task<ProgramRun> InProcessAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var before = environment.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        try
        {
            foreach (var (name, value) in environment)
                Environment.SetEnvironmentVariable(name, value);
            return await InProcessAsync(arguments);
        }
        finally
        {
            foreach (var (name, value) in before)
                Environment.SetEnvironmentVariable(name, value);
        }
    }

    /// <summary>Runs as a process of its own, as the launcher does.</summary>
    public static async Task<ProgramRun> ChildAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "t2l.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["T2L_ROOT"] = Repository.Root;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return new(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Asserts a refusal: the exit code, one line on stderr that says what is meant, nothing on stdout.</summary>
    public void Refuses(int exitCode, params string[] parts)
    {
        Assert.True(exitCode == ExitCode, $"exit {ExitCode}, expected {exitCode}; stderr: {Error}");
        Assert.Equal("", Output);
        var line = Assert.Single(Error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("t2l: ", line, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, line, StringComparison.Ordinal));
    }

    public ProgramRun Succeeds()
    {
        Assert.True(ExitCode == 0, $"exit {ExitCode}; stderr: {Error}");
        return this;
    }
}
