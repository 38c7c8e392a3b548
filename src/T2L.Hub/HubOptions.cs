namespace T2L.Hub;

/// <summary>Where the hub is, who asks, where files go, and how patient we are.</summary>
public sealed record HubOptions
{
    /// <summary>The hub or a mirror of it, without a slash at the end (<c>HF_ENDPOINT</c>). Default https://huggingface.co.</summary>
    public Uri Endpoint { get; init; } = new("https://huggingface.co");

    /// <summary>Who asks (<c>HF_TOKEN</c>, else the file of <c>HF_TOKEN_PATH</c>); null for nobody. Goes to <see cref="Endpoint"/> and nowhere else.</summary>
    public string? Token { get; init; }

    /// <summary>The cache, shared with the hub's own clients (<c>HF_HUB_CACHE</c>, else <c>HF_HOME/hub</c>).</summary>
    public required string CacheRoot { get; init; }

    /// <summary>Nothing may be asked of the network (<c>HF_HUB_OFFLINE</c>). Default false.</summary>
    public bool Offline { get; init; }

    /// <summary>Connections at once, 1 to 64. Default 8.</summary>
    public int Workers { get; init; } = 8;

    /// <summary>A server that sends nothing for so long is asked again (<c>HF_HUB_DOWNLOAD_TIMEOUT</c>). Default 30 s.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Tries in a row without one byte of progress. Default 6.</summary>
    public int MaxAttempts { get; init; } = 6;

    /// <summary>Part of a large file that one connection fetches. Default 64 MiB.</summary>
    public long SegmentBytes { get; init; } = 64L << 20;

    /// <summary>Clock of timeouts and rates. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Waits between two tries; tests do not.</summary>
    internal Func<TimeSpan, CancellationToken, Task> Pause { get; init; } = (span, cancellation) => Task.Delay(span, cancellation);

    /// <summary>Bytes that may still be written to the disk of a folder.</summary>
    internal Func<string, long> FreeBytes { get; init; } = Cache.Disk.FreeBytes;
}
