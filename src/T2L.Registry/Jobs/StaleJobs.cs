using T2L.Registry.Data;

namespace T2L.Registry.Jobs;

/// <summary>What the sweeper has to do.</summary>
/// <param name="ToAnnounce">Queued jobs whose message was lost, whose worker vanished, or whose next attempt is due: send their message again.</param>
/// <param name="GivenUp">Jobs that used up their attempts just now and are failed: announce the failure.</param>
public sealed record StaleJobs(IReadOnlyList<GenerationJob> ToAnnounce, IReadOnlyList<GenerationJob> GivenUp);
