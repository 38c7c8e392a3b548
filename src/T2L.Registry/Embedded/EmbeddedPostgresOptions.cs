using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace T2L.Registry.Embedded;

/// <summary>How a private PostgreSQL is run.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>Whether a commit survives a power cut. Default true; false is for tests, which may lose everything.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Whether the data is deleted when the last user ends, in whatever way it ends. Default false; for tests.</summary>
    public bool Temporary { get; init; }

    /// <summary>How long a start may take, recovery after a crash included. Default one minute.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Directory of <c>initdb</c> and <c>postgres</c>. Default null: the newest below <c>/usr/lib/postgresql</c>, else the one on PATH.</summary>
    public string? BinDirectory { get; init; }

    /// <summary>Told when the data is kept elsewhere than asked, and when the server starts and stops. Default: nobody.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
