using T2L.Adapters;
using T2L.Adapters.Origin;
using T2L.Contracts;
using T2L.Registry.Catalog;
using T2L.Registry.Quality;

namespace T2L.Api.Completions;

/// <summary>What a caller's <c>model</c> stands for.</summary>
/// <param name="Name">The base model's name, or the adapter's digest; of two adapters both digests with a plus between them.</param>
/// <param name="AdapterDigest">The adapter; null for the base model alone.</param>
/// <param name="SecondAdapterDigest">An adapter of the other kind beside it; null for none.</param>
/// <param name="Mix">The two adapters as one, whichever was named first; null where there are not two.</param>
internal sealed record ModelChoice(string Name, string? AdapterDigest, string? SecondAdapterDigest = null, MixRecord? Mix = null)
{
    /// <summary>The base model of that name, else the adapter of that id, digest or name, else the two adapters on both sides of a plus; null when there is none of these.</summary>
    /// <exception cref="AdapterQuarantinedException">One is quarantined.</exception>
    /// <exception cref="InferenceException">The two adapters are of one kind.</exception>
    public static async Task<ModelChoice?> FindAsync(
        string model, IInferenceEngine engine, AdapterCatalog catalog, CancellationToken cancellationToken)
    {
        var info = await engine.DescribeAsync(cancellationToken);
        if (model == info.Model)
            return new ModelChoice(info.Model, null);
        // Neither names, ids nor digests have a plus.
        if (model.Split('+') is [var one, var other])
            return await PairAsync(one, other, catalog, cancellationToken);
        return await catalog.FindAsync(model, cancellationToken) is { } adapter
            ? new ModelChoice(adapter.Trusted().Digest.Value, adapter.Digest.Value)
            : null;
    }

    private static async Task<ModelChoice?> PairAsync(string one, string other, AdapterCatalog catalog, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(one, cancellationToken) is not { } first || await catalog.FindAsync(other, cancellationToken) is not { } second)
            return null;
        _ = (first.Trusted(), second.Trusted());
        if (first.Kind == second.Kind)
        {
            throw new InferenceException(InferenceError.AdapterDoesNotFit, first.Kind == AdapterKind.Svf
                ? $"'{one}' and '{other}' are both SVF experts; a request takes one expert and one LoRA. Mix experts into one first: POST /v1/adapters/mix or ./t2l svf mix."
                : $"'{one}' and '{other}' are both LoRAs; a request takes one LoRA and one SVF expert.");
        }

        var (expert, lora) = first.Kind == AdapterKind.Svf ? (first, second) : (second, first);
        return new ModelChoice($"{first.Digest}+{second.Digest}", first.Digest.Value, second.Digest.Value, MixRecord.OfPair(expert.Digest, lora.Digest));
    }
}
