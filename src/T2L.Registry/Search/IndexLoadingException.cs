namespace T2L.Registry.Search;

/// <summary>The index of a large registry is still being read; a search now would leave adapters out.</summary>
/// <param name="done">Vectors read so far.</param>
/// <param name="all">Vectors there are, as far as known.</param>
public sealed class IndexLoadingException(long done, long all)
    : Exception($"The search index is being read: {done:N0} of {all:N0} task embeddings. Try again in a moment.");
