using T2L.Registry.Catalog;
using T2L.Registry.Data;

namespace T2L.Registry.Jobs;

/// <summary>Which part of the list of jobs is wanted.</summary>
/// <param name="Size">How many; 1 to <see cref="CatalogPageRequest.MaxSize"/>, default 50.</param>
/// <param name="After">The <see cref="JobPage.Next"/> of the page before; null starts with the newest.</param>
/// <param name="Statuses">Only jobs that stand like one of these; null or empty for all.</param>
public sealed record JobPageRequest(int Size = 50, string? After = null, IReadOnlyCollection<JobStatus>? Statuses = null);

/// <summary>A part of the list of jobs, newest first.</summary>
/// <param name="Items">The jobs.</param>
/// <param name="Next">Asks for the jobs after these; null at the end. Jobs ordered meanwhile shift nothing.</param>
public sealed record JobPage(IReadOnlyList<GenerationJob> Items, string? Next);
