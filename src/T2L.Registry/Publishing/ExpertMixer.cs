using T2L.Adapters;
using T2L.Adapters.Origin;
using T2L.Adapters.Svf;
using T2L.Adapters.Svf.Mixing;
using T2L.Registry.Catalog;

namespace T2L.Registry.Publishing;

/// <summary>Mixes experts of the registry and publishes the mix with its lineage: its parts, their weights and the digest of both.</summary>
/// <param name="catalog">Finds and reads the parts.</param>
/// <param name="publisher">Publishes the mix.</param>
public sealed class ExpertMixer(AdapterCatalog catalog, AdapterPublisher publisher)
{
    /// <summary>Publishes a mix. The same parts and weights in the same space are the same bytes, so asked for twice they are one version, whatever the name.</summary>
    /// <param name="order">What to mix.</param>
    /// <param name="singularValues">For the first expert, S by the weight's name, for raw space; null where no decomposition is at hand.</param>
    /// <param name="cancellationToken">Stops before the mix is published.</param>
    /// <returns>The version, and whether it is new.</returns>
    /// <exception cref="ArgumentException">The order itself cannot be; the message is <see cref="MixOrder.Fault"/>'s.</exception>
    /// <exception cref="AdapterNotFoundException">A part is not published.</exception>
    /// <exception cref="MixException">The parts cannot be mixed.</exception>
    public async Task<PublishedVersion> MixAsync(
        MixOrder order, Func<SvfExpert, Func<string, float[]>>? singularValues = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Fault() is { } fault)
            throw new ArgumentException(fault);
        var entries = await FindAsync(order, cancellationToken).ConfigureAwait(false);
        var experts = new List<SvfExpert>();
        foreach (var entry in entries)
            experts.Add((await catalog.LoadAnyAsync(entry.Digest, cancellationToken).ConfigureAwait(false)).Expert!);
        var (mix, digest) = Mixed(order, experts, singularValues);
        var parts = entries.Zip(order.Parts, (entry, part) => new MixPart(entry.Digest.Value, part.Weight!.Value));
        var lineage = new Provenance { Mix = new MixRecord(digest.Value, [.. parts], order.Space.NameOf()) { Search = order.Search }, Actor = order.Actor };
        return await publisher.PublishAsync(new AnyAdapter(mix), lineage, order.Name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds the parts.</summary>
    /// <param name="order">An order whose parts have names; weights are not looked at.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    /// <returns>The experts, in the order of the parts.</returns>
    /// <exception cref="AdapterNotFoundException">A part is not published.</exception>
    /// <exception cref="MixException">A part is a LoRA.</exception>
    public async Task<IReadOnlyList<CatalogEntry>> FindAsync(MixOrder order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        var entries = new List<CatalogEntry>(order.Parts.Count);
        foreach (var part in order.Parts)
            entries.Add(await FindAsync(part.Adapter!, cancellationToken).ConfigureAwait(false));
        return entries;
    }

    private static (SvfExpert Mix, Digest Digest) Mixed(MixOrder order, List<SvfExpert> experts, Func<SvfExpert, Func<string, float[]>>? singularValues)
    {
        var weights = new MixWeights(experts.Count, 1, [.. order.Parts.Select(part => (float)part.Weight!.Value)]);
        var options = new MixOptions { Space = order.Space };
        try
        {
            // One label for all: the name is no part of what a mix is.
            return (ExpertMix.Of(experts, weights, options, singularValues?.Invoke(experts[0]), "mix"), ExpertMix.DigestOf(experts, weights, options));
        }
        catch (Exception error) when (error is AdapterFormatException or ArgumentException)
        {
            throw new MixException(Capitalized(error.Message), error);
        }
    }

    private async Task<CatalogEntry> FindAsync(string reference, CancellationToken cancellationToken)
    {
        var entry = await catalog.FindAsync(reference, cancellationToken).ConfigureAwait(false) ?? throw new AdapterNotFoundException(reference);
        return entry.Trusted().Kind == AdapterKind.Svf
            ? entry
            : throw new MixException($"'{reference}' is a LoRA; only SVF experts are mixed. A request may name a LoRA beside a mix: \"model\": \"LORA+EXPERT\".");
    }

    private static string Capitalized(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
