using System.Globalization;

namespace T2L.Registry.Embedded;

/// <summary>What a server says about itself in <c>postmaster.pid</c>.</summary>
/// <param name="Process">Its process.</param>
/// <param name="SocketDirectory">Where it listens; empty while it starts.</param>
/// <param name="State"><c>starting</c>, <c>ready</c>, <c>stopping</c>; empty before it says so.</param>
internal sealed record PostmasterFile(int Process, string SocketDirectory, string State)
{
    private const int ProcessLine = 0, SocketLine = 4, StateLine = 7;

    internal bool IsReady => State == "ready" && SocketDirectory.Length > 0;

    internal static string Of(string cluster) => Path.Combine(cluster, "postmaster.pid");

    /// <summary>Reads it.</summary>
    /// <returns>Null when there is none, or when it is not written yet.</returns>
    internal static PostmasterFile? Read(string cluster)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(Of(cluster));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        return lines.Length > ProcessLine && int.TryParse(lines[ProcessLine], NumberStyles.None, CultureInfo.InvariantCulture, out var process) && process > 1
            ? new PostmasterFile(process, Line(lines, SocketLine), Line(lines, StateLine))
            : null;
    }

    /// <summary>Whether the process is this cluster's server. Its number may long belong to another program.</summary>
    internal bool Serves(string cluster)
    {
        try
        {
            return File.ReadAllText($"/proc/{Process.ToString(CultureInfo.InvariantCulture)}/cmdline").Split('\0').Contains(cluster, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Line(string[] lines, int index) => index < lines.Length ? lines[index].Trim() : "";
}
