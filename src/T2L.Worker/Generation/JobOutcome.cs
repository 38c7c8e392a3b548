using T2L.Contracts;

namespace T2L.Worker.Generation;

/// <summary>What became of one attempt at a job, as the events to announce.</summary>
/// <param name="Ready">The adapter is published.</param>
/// <param name="Failed">The job ended without one.</param>
internal sealed record JobOutcome(AdapterReady? Ready, AdapterGenerationFailed? Failed)
{
    /// <summary>Nothing to announce: the job was not free, was lost on the way, or waits for another attempt.</summary>
    public static readonly JobOutcome Nothing = new(null, null);
}
