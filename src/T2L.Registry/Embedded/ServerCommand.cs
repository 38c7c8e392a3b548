using System.Diagnostics;

namespace T2L.Registry.Embedded;

/// <summary>Starts programs as the server's user, in a clean environment and away from the caller's directory.</summary>
internal static class ServerCommand
{
    internal static ProcessStartInfo Of(ServerAccount? account, PostgresBinaries binaries, string home, params IEnumerable<string> command)
    {
        var words = (account?.Prefix() ?? []).Concat(command).ToArray();
        var start = new ProcessStartInfo(words[0], words.Skip(1)) { WorkingDirectory = "/", UseShellExecute = false };
        // PGPORT, PGDATA, PGOPTIONS and their like belong to some other server.
        start.Environment.Clear();
        start.Environment["PATH"] = $"{binaries.Directory}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["HOME"] = home;
        if (Environment.GetEnvironmentVariable("TZ") is { } zone)
            start.Environment["TZ"] = zone;
        return start;
    }

    /// <summary>Runs a command to its end.</summary>
    /// <returns>Its exit code and everything it said.</returns>
    internal static async Task<(int ExitCode, string Output)> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new RegistryUnavailableException(
                $"'{start.FileName}' could not be started: {e.Message}. Install the Debian package util-linux, or set ConnectionStrings:Registry.", e);
        }

        using (process)
        {
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
                var error = process.StandardError.ReadToEndAsync(cancellationToken);
                await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
                return (process.ExitCode, await output.ConfigureAwait(false) + await error.ConfigureAwait(false));
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
    }
}
