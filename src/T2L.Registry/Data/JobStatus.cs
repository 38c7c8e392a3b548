namespace T2L.Registry.Data;

/// <summary>Where a generation job stands; stored in lower case.</summary>
public enum JobStatus
{
    /// <summary>Waits for a worker.</summary>
    Queued,

    /// <summary>A worker holds it until its lease ends.</summary>
    Running,

    /// <summary>The adapter is published.</summary>
    Ready,

    /// <summary>It will not be tried again; <see cref="GenerationJob.Error"/> says why.</summary>
    Failed,

    /// <summary>Somebody no longer wants it.</summary>
    Cancelled,
}
