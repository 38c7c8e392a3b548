using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Contracts;
using T2L.Models;
using T2L.Models.Lora;

namespace T2L.Inference.Adapters;

/// <summary>Brings an adapter from its source to the device, refusing what does not fit or does nothing.</summary>
/// <param name="model">The base model.</param>
/// <param name="source">Where adapters come from.</param>
/// <param name="experts">Loads those that are SVF experts.</param>
/// <param name="onDevice">Runs a short job on the thread that computes.</param>
internal sealed class AdapterLoader(
    LanguageModel model, IAdapterSource source, ExpertLoader experts, Func<Func<BankedAdapter>, Task<BankedAdapter>> onDevice)
{
    public async Task<BankedAdapter> LoadAsync(Digest digest, CancellationToken cancellationToken)
    {
        var adapter = await source.LoadAsync(digest, cancellationToken).ConfigureAwait(false);
        if (adapter.Expert is { } expert)
        {
            await experts.PrepareAsync(expert, digest, cancellationToken).ConfigureAwait(false);
            return await onDevice(() => Tried(new BankedAdapter(null, experts.ToDevice(expert, digest)), digest)).ConfigureAwait(false);
        }

        RefuseOtherBase(adapter.Lora!.Config, digest);
        return await onDevice(() => Tried(new BankedAdapter(ToDevice(adapter.Lora, digest), null), digest)).ConfigureAwait(false);
    }

    private DeviceAdapter ToDevice(LoraAdapter adapter, Digest digest)
    {
        try
        {
            return DeviceAdapter.Load(adapter, model.Config, model.Device, digest.Value, model.Name, model.Precision);
        }
        catch (AdapterFormatException exception)
        {
            throw new InferenceException(InferenceError.AdapterDoesNotFit, exception.Message, exception);
        }
    }

    private BankedAdapter Tried(BankedAdapter loaded, Digest digest)
    {
        try
        {
            return loaded with { Effect = AdapterProbe.Check(model, loaded, digest) };
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    // Names of base models vary (a path, a hub id, a nickname) and shapes decide; a digest cannot be mistaken.
    private void RefuseOtherBase(LoraConfig config, Digest digest)
    {
        foreach (string? written in (string?[])[config.BaseModel, config.Revision])
            if (Digest.TryParse(written, out var wanted) && wanted != model.Digest)
                throw new InferenceException(InferenceError.AdapterDoesNotFit,
                    $"Adapter {digest} was made for the base model {wanted}; '{model.Name}' is {model.Digest}.");
    }
}
