namespace T2L.Hypernetwork.Search;

/// <summary>Where a search stands after a round.</summary>
/// <param name="Round">Rounds done, from 1.</param>
/// <param name="Rounds">Rounds at most.</param>
/// <param name="Start">Mean log-likelihood per answer with the plain description.</param>
/// <param name="Best">The best so far, over the examples that the search sees.</param>
public sealed record SearchRound(int Round, int Rounds, double Start, double Best);
