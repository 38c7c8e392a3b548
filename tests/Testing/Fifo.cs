using System.Diagnostics;

namespace T2L.Testing;

/// <summary>A file that is a pipe, as a shell makes one of <c>&lt;(command)</c>.</summary>
public static class Fifo
{
    /// <summary>Reads what somebody writes into a pipe at the same time.</summary>
    /// <param name="path">Where the pipe is made.</param>
    /// <param name="content">What is written.</param>
    /// <param name="read">Reads the file of this name.</param>
    public static async Task<T> ReadAsync<T>(string path, byte[] content, Func<string, T> read)
    {
        using (var make = Process.Start("mkfifo", [path]))
            await make.WaitForExitAsync();
        var reader = Task.Run(() => read(path));
        // Opening waits for the reader.
        await using (var pipe = await Task.Run(() => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)))
            await pipe.WriteAsync(content);
        return await reader;
    }
}
