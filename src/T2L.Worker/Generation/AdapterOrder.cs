using T2L.Adapters.Examples;
using T2L.Registry.Jobs;

namespace T2L.Worker.Generation;

/// <summary>What an adapter is to be made of.</summary>
/// <param name="Description">The task in the user's words.</param>
/// <param name="Examples">Examples to search with; null for none.</param>
/// <param name="Seed">Start of the search's random numbers.</param>
public sealed record AdapterOrder(string Description, IReadOnlyList<AnswerExample>? Examples = null, long Seed = 0)
{
    /// <summary>Told of every stage that begins, and of the steps of long ones; null where nobody listens.</summary>
    public IProgress<JobStage>? Progress { get; init; }
}
