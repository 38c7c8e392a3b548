using System.ComponentModel.DataAnnotations;
using T2L.Registry.Search;

namespace T2L.Registry.Hosting;

/// <summary>How the registry's database is reached; section <c>Registry</c>, and <c>ConnectionStrings:Registry</c>.</summary>
public sealed class RegistryOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Registry";

    /// <summary>
    /// <c>ConnectionStrings:Registry</c>: an Npgsql connection string. Default empty: T2L runs its own PostgreSQL below <c>Storage:Root</c>.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// Seconds to go on trying at start while the server cannot be reached, for containers that start together. Default 0 (try once);
    /// 0 to 600. Ignored for the embedded server.
    /// </summary>
    [Range(0, 600)]
    public int ConnectWaitSeconds { get; set; }

    /// <summary>Seconds that one statement may take. Default 30; 1 to 3600. Migrations are not limited.</summary>
    [Range(1, 3600)]
    public int CommandTimeoutSeconds { get; set; } = 30;

    /// <summary>
    /// The strongest change of one matrix that is published without a quarantine: the Frobenius norm of a LoRA's ΔW, or of an expert's z − 1. Default 1000, far beyond what any
    /// working adapter does; 1e-6 to 1e12.
    /// </summary>
    [Range(1e-6, 1e12)]
    public double MaxModuleNorm { get; set; } = 1000;

    /// <summary>Who finds the adapters whose tasks are nearest: <c>Auto</c> (default), <c>Memory</c> or <c>PgVector</c>.</summary>
    public string VectorSearch { get; set; } = nameof(Search.VectorSearch.Auto);

    /// <summary>Whether the program keeps task embeddings in memory at all.</summary>
    public bool SearchesInMemory => Searcher != Search.VectorSearch.PgVector;

    internal VectorSearch Searcher => Enum.Parse<VectorSearch>(VectorSearch, ignoreCase: true);

    /// <summary>Seconds that the embedded server may take to start, recovery after a crash included. Default 60; 5 to 3600.</summary>
    [Range(5, 3600)]
    public int EmbeddedStartSeconds { get; set; } = 60;
}
