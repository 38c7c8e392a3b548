using System.Diagnostics;
using Microsoft.ML.OnnxRuntime.Native;
using T2L.Testing;

namespace OnnxRuntime.Tests.Native;

/// <summary>deploy/setup/onnxruntime.sh where no npm is to be found: what it does before, and instead of, a download.</summary>
public class SetupScriptTests
{
    private static readonly string[] Tools = ["bash", "cut", "dirname", "readlink", "sha256sum", "uname"];

    [Fact]
    public void A_library_with_the_right_hash_is_kept()
    {
        var fetched = Path.Combine(Repository.Root, "artifacts", "native", "onnxruntime");
        if (!File.Exists(Path.Combine(fetched, OrtLibrary.FileName)))
            return; // T2L_ONNXRUNTIME names another one.
        var (exitCode, output) = Run(fetched);
        Assert.Equal(0, exitCode);
        Assert.Contains("is there already", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_npm_it_names_the_line_that_installs_it_and_leaves_nothing()
    {
        using var target = new TemporaryDirectory();
        var (exitCode, output) = Run(target.File("onnxruntime"));
        Assert.Equal(1, exitCode);
        Assert.Contains("npm is missing", output, StringComparison.Ordinal);
        Assert.Contains("apt-get install npm", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(target.Path));
    }

    [Fact]
    public void A_damaged_library_is_not_taken_for_good()
    {
        using var target = new TemporaryDirectory();
        File.WriteAllText(target.File(OrtLibrary.FileName), "half of it");
        Assert.Equal(1, Run(target.Path).ExitCode);
    }

    private static (int ExitCode, string Output) Run(string target)
    {
        using var tools = new TemporaryDirectory();
        foreach (var tool in Tools)
            File.CreateSymbolicLink(tools.File(tool), Path.Combine("/usr/bin", tool));
        var start = new ProcessStartInfo("/usr/bin/bash", [Path.Combine(Repository.Root, "deploy", "setup", "onnxruntime.sh"), target])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = tools.Path;
        using var process = Process.Start(start)!;
        var output = process.StandardError.ReadToEnd();
        Assert.Equal("", process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
