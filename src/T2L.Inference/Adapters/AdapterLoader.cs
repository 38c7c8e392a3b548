using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Contracts;
using T2L.Models;
using T2L.Models.Lora;

namespace T2L.Inference.Adapters;

/// <summary>Brings an adapter from its source to the device, refusing what does not fit or does nothing.</summary>
/// <param name="model">The base model.</param>
/// <param name="source">Where adapters come from.</param>
/// <param name="onDevice">Runs a short job on the thread that computes.</param>
internal sealed class AdapterLoader(LanguageModel model, IAdapterSource source, Func<Func<DeviceAdapter>, Task<DeviceAdapter>> onDevice)
{
    public async Task<DeviceAdapter> LoadAsync(Digest digest, CancellationToken cancellationToken)
    {
        var adapter = await source.LoadAsync(digest, cancellationToken).ConfigureAwait(false);
        RefuseOtherBase(adapter.Config, digest);
        return await onDevice(() => ToDevice(adapter, digest)).ConfigureAwait(false);
    }

    private DeviceAdapter ToDevice(LoraAdapter adapter, Digest digest)
    {
        DeviceAdapter loaded;
        try
        {
            loaded = DeviceAdapter.Load(adapter, model.Config, model.Device, digest.Value, model.Name, model.Precision);
        }
        catch (AdapterFormatException exception)
        {
            throw new InferenceException(InferenceError.AdapterDoesNotFit, exception.Message, exception);
        }
        try
        {
            AdapterProbe.Check(model, loaded, digest);
            return loaded;
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
