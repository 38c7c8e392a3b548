namespace T2L.Registry.Search;

/// <summary>A vector of a shortlist.</summary>
/// <param name="Id">Whose it is.</param>
/// <param name="LowerBound">Its cosine is at least this.</param>
/// <param name="UpperBound">Its cosine is at most this.</param>
internal readonly record struct ShortlistedVector(Guid Id, float LowerBound, float UpperBound);
