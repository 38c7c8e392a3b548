using T2L.Adapters;
using T2L.Contracts;
using T2L.Registry.Catalog;

namespace T2L.Api.Completions;

/// <summary>What a caller's <c>experts</c> stand for.</summary>
internal static class ExpertOffer
{
    // Look-ups on their way at once: a request takes no more of the database's connections.
    private const int AtOnce = 8;

    /// <summary>The experts, called as the caller called them; null where the caller named none.</summary>
    /// <exception cref="AdapterNotFoundException">There is no such adapter.</exception>
    /// <exception cref="InferenceException">One is a LoRA.</exception>
    public static async Task<IReadOnlyList<OfferedExpert>?> FindAsync(IReadOnlyList<string>? references, AdapterCatalog catalog, CancellationToken cancellationToken)
    {
        if (references is null)
            return null;
        var offered = new List<OfferedExpert>(references.Count);
        foreach (var some in references.Chunk(AtOnce))
            offered.AddRange(await Task.WhenAll(some.Select(reference => FindAsync(reference, catalog, cancellationToken))));
        return offered;
    }

    private static async Task<OfferedExpert> FindAsync(string reference, AdapterCatalog catalog, CancellationToken cancellationToken)
    {
        var entry = await catalog.FindAsync(reference, cancellationToken) ?? throw new AdapterNotFoundException(reference);
        if (entry.Trusted().Kind != AdapterKind.Svf)
            throw new InferenceException(InferenceError.AdapterDoesNotFit, $"'{reference}' is a LoRA; experts takes SVF experts, one of which is chosen. Name a LoRA as model.");
        // Ids and digests say nothing of an expert; the label in its file may.
        return new OfferedExpert(entry.Digest.Value, reference.Split(':', '@')[0] == entry.Name ? reference : null);
    }
}
