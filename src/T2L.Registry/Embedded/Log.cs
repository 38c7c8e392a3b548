using Microsoft.Extensions.Logging;

namespace T2L.Registry.Embedded;

/// <summary>What the embedded server logs. Registry's block of event ids is 3000 to 3999; 3100 to 3199 are here.</summary>
internal static partial class Log
{
    [LoggerMessage(3100, LogLevel.Information,
        "'{Asked}' lies below '{Barrier}', which user '{User}' may not enter; the database is kept in '{Home}'.")]
    internal static partial void Moved(ILogger logger, string asked, string barrier, string user, string home);

    [LoggerMessage(3101, LogLevel.Information, "PostgreSQL started in {ElapsedMs} ms; data in '{Home}'.")]
    internal static partial void Started(ILogger logger, long elapsedMs, string home);

    [LoggerMessage(3102, LogLevel.Debug, "PostgreSQL in '{Home}' runs already; joined it in {ElapsedMs} ms.")]
    internal static partial void Joined(ILogger logger, long elapsedMs, string home);

    [LoggerMessage(3103, LogLevel.Information, "PostgreSQL in '{Home}' had been killed; its database recovers.")]
    internal static partial void Stale(ILogger logger, string home);

    [LoggerMessage(3104, LogLevel.Debug, "PostgreSQL in '{Home}' stopped.")]
    internal static partial void Stopped(ILogger logger, string home);

    [LoggerMessage(3105, LogLevel.Warning, "PostgreSQL in '{Home}' did not stop in time; its guard goes on trying. See its log there.")]
    internal static partial void StopLate(ILogger logger, string home);
}
