using Microsoft.Extensions.Options;
using T2L.Registry.Keys;

namespace T2L.Api.Security;

/// <summary>Says how to get in where a server asks for keys and there are none.</summary>
internal sealed partial class FirstKeyHint(ApiKeys keys, IOptions<ApiOptions> options, ILogger<FirstKeyHint> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.AsksCallers && !options.Value.Jwt.IsUsed && !await keys.AnyAsync(cancellationToken))
            Log.NoKeys(logger);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(EventId = 7401, Level = LogLevel.Warning, Message = "Nobody can be let in yet: there is no key. Make one: ./t2l keys create --name me --scopes admin")]
        public static partial void NoKeys(ILogger logger);
    }
}
