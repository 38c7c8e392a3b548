using T2L.Adapters;
using T2L.Adapters.Examples;
using T2L.Registry.Audit;

namespace T2L.Registry.Jobs;

/// <summary>A wish for an adapter.</summary>
/// <param name="Description">The task in the user's words; see <see cref="TaskDescription"/>.</param>
/// <param name="AdapterName">Name to publish under; null lets the publisher choose one.</param>
/// <param name="HypernetworkDigest">A registered hypernetwork; null means the one the worker serves.</param>
/// <param name="Examples">Examples of the task to search with; see <see cref="AnswerExamples"/>. Null for none.</param>
/// <param name="Seed">Start of the search's random numbers; null for the usual one.</param>
/// <param name="Id">Identity of the job, where the caller chooses it: the same wish under it again is the job that is there. Null for a new one.</param>
public sealed record NewJob(
    string Description, string? AdapterName = null, Digest? HypernetworkDigest = null, IReadOnlyList<AnswerExample>? Examples = null, long? Seed = null, Guid? Id = null)
{
    /// <summary>Who asks; null where that is not known.</summary>
    public Actor? RequestedBy { get; init; }
}
