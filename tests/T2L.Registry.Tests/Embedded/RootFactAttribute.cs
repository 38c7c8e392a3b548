using T2L.Registry.Native;

namespace T2L.Registry.Tests.Embedded;

/// <summary>A fact about root's server, which runs as another user; reported as skipped for anybody else.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RootFactAttribute : FactAttribute
{
    /// <param name="asNobody">Whether it runs this program as user 'nobody', who must be able to read it.</param>
    public RootFactAttribute(bool asNobody = false)
    {
        if (!Posix.IsRoot)
            Skip = "Only root runs the server as another user.";
        else if (asNobody && Closed() is { } closed)
            Skip = $"User 'nobody' may not enter '{closed}', where this program lies.";
    }

    private static string? Closed()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (!directory.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                return directory.FullName;
        }

        return null;
    }
}
