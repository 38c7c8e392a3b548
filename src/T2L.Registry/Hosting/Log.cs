using Microsoft.Extensions.Logging;

namespace T2L.Registry.Hosting;

/// <summary>What the registry logs at start. Registry's block of event ids is 3000 to 3999; 3000 to 3099 are here.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "Registry schema brought up to date: {Files}.")]
    internal static partial void Migrated(ILogger logger, string files);
}
