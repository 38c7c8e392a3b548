using T2L.Adapters.Examples;
using T2L.Adapters.Origin;

namespace T2L.Contracts;

/// <summary>Published SVF experts, and the examples by which weights are to be found for them.</summary>
/// <param name="Experts">Digests of at least two experts.</param>
/// <param name="Examples">The examples, at least <see cref="LeastExamples"/>; each input becomes a prompt as one turn of a user does.</param>
/// <param name="Generations">Generations of the search.</param>
/// <param name="Seed">Start of its random numbers; the same order finds the same weights.</param>
public sealed record WantedMix(IReadOnlyList<string> Experts, IReadOnlyList<AnswerExample> Examples, int Generations, long Seed)
{
    /// <summary>Fewest examples: the fewest that the paper tries.</summary>
    public const int LeastExamples = 3;
}

/// <summary>Weights that were found.</summary>
/// <param name="Weights">One an expert, 0 or more.</param>
/// <param name="Helps">Whether their mix does better on the examples than the base model.</param>
/// <param name="Search">The search and its figures.</param>
public sealed record FoundMix(IReadOnlyList<double> Weights, bool Helps, MixSearch Search);
