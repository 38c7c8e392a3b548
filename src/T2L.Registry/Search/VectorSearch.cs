namespace T2L.Registry.Search;

/// <summary>Who finds the nearest task embeddings. The results are the same.</summary>
public enum VectorSearch
{
    /// <summary>This program, from memory; while that is still being read, PostgreSQL where it has pgvector.</summary>
    Auto,

    /// <summary>This program, from memory: a byte and three quarters for each number of each embedding.</summary>
    Memory,

    /// <summary>PostgreSQL with pgvector: no memory here, but each search reads all embeddings of the tenant from the database.</summary>
    PgVector,
}
