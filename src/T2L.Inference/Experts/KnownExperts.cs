using T2L.Adapters.Svf;
using T2L.Contracts;
using T2L.Inference.Adapters;
using T2L.Svf.Adaptation;

namespace T2L.Inference.Experts;

/// <summary>What experts' files say of them: read once, and not brought to the device, for most are not chosen.</summary>
/// <param name="source">Where adapters come from.</param>
/// <param name="loader">Knows whether an expert is of the base model that is served.</param>
internal sealed class KnownExperts(IAdapterSource source, ExpertLoader loader)
{
    private const int Kept = 1024;

    private readonly AskedOnce<SvfManifest?> _manifests = new(Kept);

    /// <exception cref="InferenceException">It cannot be read, is a LoRA, or is of another base model.</exception>
    public async Task<SvfManifest> AboutAsync(OfferedExpert expert, CancellationToken cancellationToken)
    {
        var digest = AdapterReference.Parse(expert.Digest);
        var (manifest, _) = await _manifests.AskAsync(
            digest, async () => (await source.LoadAsync(digest, CancellationToken.None).ConfigureAwait(false)).Expert?.Manifest, cancellationToken).ConfigureAwait(false);
        if (manifest is null)
            throw new InferenceException(InferenceError.AdapterDoesNotFit, $"{expert.Name ?? expert.Digest} is a LoRA; a first pass chooses among SVF experts and is answered by one.");
        loader.RefuseOtherBase(manifest, digest);
        return manifest;
    }
}
