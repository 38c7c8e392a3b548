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
/// <param name="onDevice">Runs a short job on the thread that computes.</param>
internal sealed class ExpertLoader(LanguageModel model, string? folder, Func<Action, Task> onDevice) : IDisposable
{
    private readonly Lock _lock = new();
    private StoredDecomposition? _stored;
    private ServedDecomposition? _served;

    /// <summary>Device memory that the singular vectors take so far.</summary>
    public long SharedBytes => _served?.Bytes ?? 0;

    /// <summary>Reads and checks what an expert needs from the disk; the thread that computes is asked for its time when that is done, once a matrix.</summary>
    /// <exception cref="InferenceException">The expert was made for another base model, or there is no decomposition that can be used.</exception>
    public async Task PrepareAsync(SvfExpert expert, Digest digest, CancellationToken cancellationToken)
    {
        RefuseOtherBase(expert.Manifest, digest);
        var decomposition = Open(digest);
        try
        {
            SvfFit.Check(expert, digest.Value, decomposition.Manifest);
            await decomposition.PrepareAsync(expert, onDevice, cancellationToken).ConfigureAwait(false);
        }
        catch (AdapterFormatException exception)
        {
            throw Refused(exception);
        }
    }

    /// <summary>Refuses an expert of another base model by what its file says.</summary>
    /// <exception cref="InferenceException">It is one.</exception>
    public void RefuseOtherBase(SvfManifest expert, Digest digest)
    {
        if (expert.BaseDigest != model.Digest)
        {
            throw new InferenceException(InferenceError.AdapterDoesNotFit,
                $"Adapter {digest} is an SVF expert of the base model '{expert.BaseModel}' ({expert.BaseDigest}); '{model.Name}' is {model.Digest}.");
        }
    }

    /// <summary>Copies a prepared expert to the device.</summary>
    /// <exception cref="InferenceException">The expert does not fit the decomposition.</exception>
    public DeviceExpert ToDevice(SvfExpert expert, Digest digest)
    {
        try
        {
            return DeviceExpert.Load(expert, _served!, digest.Value);
        }
        catch (AdapterFormatException exception)
        {
            throw Refused(exception);
        }
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

            try
            {
                _stored = DecompositionChoice.Open(folder, model.Name, model.Digest);
            }
            catch (AdapterFormatException exception)
            {
                throw Refused(exception);
            }

            return _served = new ServedDecomposition(_stored, model.Network);
        }
    }

    private static InferenceException Refused(AdapterFormatException exception) => new(InferenceError.AdapterDoesNotFit, exception.Message, exception);
}
