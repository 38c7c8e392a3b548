using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Contracts;
using T2L.Models;
using T2L.Svf.Decomposition;
using T2L.Svf.Serving;

namespace T2L.Inference.Adapters;

/// <summary>Brings SVF experts to the device, with the singular vectors of the base model that they share.</summary>
/// <param name="model">The base model.</param>
/// <param name="folder">Its decomposition; null where there is none. Opened when the first expert comes.</param>
internal sealed class ExpertLoader(LanguageModel model, string? folder) : IDisposable
{
    private readonly Lock _lock = new();
    private StoredDecomposition? _stored;
    private ServedDecomposition? _served;

    /// <summary>Device memory that the singular vectors take so far.</summary>
    public long SharedBytes => _served?.Bytes ?? 0;

    /// <summary>Reads and checks what an expert needs from the disk, before the thread that computes is asked for its time.</summary>
    /// <exception cref="InferenceException">The expert was made for another base model, or there is no decomposition that can be used.</exception>
    public void Prepare(SvfExpert expert, Digest digest)
    {
        if (expert.Manifest.BaseDigest != model.Digest)
        {
            throw new InferenceException(InferenceError.AdapterDoesNotFit,
                $"Adapter {digest} is an SVF expert of the base model '{expert.Manifest.BaseModel}' ({expert.Manifest.BaseDigest}); '{model.Name}' is {model.Digest}.");
        }

        var decomposition = Open(digest);
        Refusing(() =>
        {
            SvfFit.Check(expert, digest.Value, decomposition.Manifest);
            foreach (var name in expert.Vectors.Keys)
                _stored!.SingularValues(name);
        });
    }

    /// <summary>Copies a prepared expert to the device.</summary>
    /// <exception cref="InferenceException">The expert does not fit the decomposition.</exception>
    public DeviceExpert ToDevice(SvfExpert expert, Digest digest)
    {
        DeviceExpert? loaded = null;
        Refusing(() => loaded = DeviceExpert.Load(expert, _served!, digest.Value));
        return loaded!;
    }

    /// <summary>Frees the singular vectors; no expert may be in use any more.</summary>
    public void Dispose()
    {
        _served?.Dispose();
        _stored?.Dispose();
    }

    private ServedDecomposition Open(Digest digest)
    {
        lock (_lock)
        {
            if (_served is not null)
                return _served;
            if (folder is null)
            {
                throw new InferenceException(InferenceError.AdapterDoesNotFit,
                    $"Adapter {digest} is an SVF expert, and this worker has no decomposition of '{model.Name}'. Set Inference:Decomposition to the folder that came with the expert, or to one of ./t2l svf decompose.");
            }

            Refusing(() => _stored = DecompositionChoice.Open(folder, model.Name, model.Digest));
            return _served = new ServedDecomposition(_stored!, model.Network);
        }
    }

    private static void Refusing(Action action)
    {
        try
        {
            action();
        }
        catch (AdapterFormatException exception)
        {
            throw new InferenceException(InferenceError.AdapterDoesNotFit, exception.Message, exception);
        }
    }
}
