using System.Diagnostics;
using System.Runtime.Versioning;
using T2L.Testing;

namespace T2L.Benchmarks.Tests.Deploy;

/// <summary>A machine on whose PATH lies only what a script itself needs, and what a test puts there.</summary>
[SupportedOSPlatform("linux")]
internal sealed class BareMachine : IDisposable
{
    private static readonly string[] Tools = ["bash", "cat", "dirname", "grep", "head", "mkdir", "readlink", "rm", "sed", "tail"];

    private readonly TemporaryDirectory _folder = new();
    private readonly string _tools;

    public BareMachine()
    {
        _tools = Directory.CreateDirectory(_folder.File("bin")).FullName;
        foreach (var tool in Tools)
            File.CreateSymbolicLink(Path.Combine(_tools, tool), Path.Combine("/usr/bin", tool));
    }

    /// <summary>Environment variables of the script, beside PATH.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>A command that runs some lines of shell.</summary>
    public BareMachine With(string tool, string lines)
    {
        Executable(Path.Combine("bin", tool), lines);
        return this;
    }

    /// <summary>A folder with these files, empty ones.</summary>
    public string Folder(string name, params string[] files)
    {
        foreach (var file in files)
            Executable(Path.Combine(name, file), "");
        return Directory.CreateDirectory(_folder.File(name)).FullName;
    }

    /// <summary>Writes a script into a folder of this machine.</summary>
    public void Executable(string name, string lines)
    {
        var path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!/usr/bin/bash\n{lines}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Runs a script of the repository; what it says goes to stderr.</summary>
    public (int ExitCode, string Said) Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/bash", [Path.Combine(Repository.Root, script), .. arguments, _folder.File("results")])
        {
            RedirectStandardError = true,
            WorkingDirectory = _folder.Path,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = _tools;
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }

    public void Dispose() => _folder.Dispose();
}
