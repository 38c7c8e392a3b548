using System.Diagnostics;
using T2L.Cli.Completion;
using T2L.Cli.Tests.Support;
using T2L.Testing;

namespace T2L.Cli.Tests;

/// <summary>What the Tab key proposes: the program's own suggestions, through the script in a real bash.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("t2l adap", "adapt", "adapters")]
    [InlineData("t2l adapters alias ro", "rollback")]
    [InlineData("t2l adapters list --sort n", "newest", "name")]
    [InlineData("t2l adapters export x --for v", "vllm")]
    [InlineData("t2l completion b", "bash")]
    public async Task The_program_proposes_verbs_options_and_values(string line, params string[] expected)
    {
        var run = (await ProgramRun.ChildAsync(new Dictionary<string, string>(), $"[suggest:{line.Length}]", line)).Succeeds();

        Assert.Superset(expected.ToHashSet(), run.Output.Split('\n').ToHashSet());
        Assert.Equal("", run.Error);
    }

    [Theory]
    [InlineData("adap", "adapt", "adapters")]
    [InlineData("adapters evalu", "evaluate", "evaluations")]
    [InlineData("adapters list --sta", "--status")]
    [InlineData("adapters list --status q", "quarantined")]
    [InlineData("adapters try ./no-such-na")]
    public async Task The_script_completes_in_bash(string typed, params string[] expected)
    {
        var program = Launcher();
        await File.WriteAllTextAsync(_folder.File("completion.bash"), (await ProgramRun.ChildAsync(new Dictionary<string, string>(), "completion", "bash")).Succeeds().Output);
        var words = typed.Split(' ');

        var said = await BashAsync($$"""
            source "{{_folder.File("completion.bash")}}"
            [ "$(complete -p t2l)" = "complete -o default -F _t2l t2l" ] || echo not registered
            COMP_WORDS=("{{program}}" {{string.Join(' ', words.Select(word => $"\"{word}\""))}})
            COMP_CWORD={{words.Length}} COMP_LINE="{{program}} {{typed}}"
            COMP_POINT=${#COMP_LINE}
            _t2l
            printf '%s\n' "${COMPREPLY[@]}"
            """);

        Assert.Equal(expected.Order(StringComparer.Ordinal), said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [ShellFact("zsh")]
    public Task The_script_for_zsh_is_one() => ReadsAsync("zsh", "-n");

    [ShellFact("fish")]
    public Task The_script_for_fish_is_one() => ReadsAsync("fish", "--no-execute");

    [Fact]
    public async Task A_shell_that_is_not_known_is_refused() => (await ProgramRun.ChildAsync(new Dictionary<string, string>(), "completion", "csh")).Refuses(2, "There is no script for 'csh'; expected bash, zsh, fish.");

    private async Task ReadsAsync(string shell, string check)
    {
        await File.WriteAllTextAsync(_folder.File("script"), CompletionScript.ByShell[shell]);
        Assert.Equal("", await BashAsync($"{shell} {check} \"{_folder.File("script")}\" 2>&1"));
    }

    // As ./t2l does: the program by a name that a shell can call.
    private string Launcher()
    {
        var path = _folder.File("t2l");
        File.WriteAllText(path, $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "t2l.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private static async Task<string> BashAsync(string script)
    {
        var start = new ProcessStartInfo("bash", ["--norc", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["T2L_ROOT"] = Repository.Root;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);
        Assert.Equal("", await error);
        return await output;
    }
}
