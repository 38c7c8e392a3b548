using T2L.Contracts;
using T2L.Registry.Catalog;

namespace T2L.Api.Completions;

/// <summary>What a caller's <c>model</c> stands for.</summary>
/// <param name="Name">The base model's name, or the adapter's digest.</param>
/// <param name="AdapterDigest">The adapter; null for the base model alone.</param>
internal sealed record ModelChoice(string Name, string? AdapterDigest)
{
    /// <summary>The base model of that name, else the adapter of that id, digest or name; null when there is neither.</summary>
    public static async Task<ModelChoice?> FindAsync(
        string model, IInferenceEngine engine, AdapterCatalog catalog, CancellationToken cancellationToken)
    {
        var info = await engine.DescribeAsync(cancellationToken);
        if (model == info.Model)
            return new ModelChoice(info.Model, null);
        return await catalog.FindAsync(model, cancellationToken) is { } adapter
            ? new ModelChoice(adapter.Digest.Value, adapter.Digest.Value)
            : null;
    }
}
