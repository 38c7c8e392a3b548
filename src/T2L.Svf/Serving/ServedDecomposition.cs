using System.Collections.Concurrent;
using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Svf.Decomposition;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Svf.Serving;

/// <summary>A base model's singular vectors on the device, once for all its experts; read when the first expert comes.</summary>
/// <remarks>
/// Any thread may bring vectors and look for them. V alone serves gate and up, U alone serves down: W(x + V((z - 1) ∘ Vᵀx)) and y + U((z - 1) ∘ Uᵀy). W·V, which would save nothing, is not
/// kept: at out = 3.5 in it is another 3.5 times V.
/// </remarks>
public sealed class ServedDecomposition : IDisposable
{
    private readonly ConcurrentDictionary<(int Layer, string Module), ServedBasis> _bases = [];
    private readonly SemaphoreSlim _reading = new(1);
    private readonly StoredDecomposition _stored;
    private readonly Transformer _network;

    /// <summary>Nothing is read yet.</summary>
    /// <param name="stored">The decomposition; stays the caller's.</param>
    /// <param name="network">The base model's network, on its device.</param>
    public ServedDecomposition(StoredDecomposition stored, Transformer network)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(network);
        (_stored, _network) = (stored, network);
    }

    /// <summary>What the decomposition holds.</summary>
    public DecompositionManifest Manifest => _stored.Manifest;

    /// <summary>Device memory that the vectors take so far.</summary>
    public long Bytes => _bases.Values.Sum(basis => basis.Bytes);

    /// <summary>Where experts are served.</summary>
    internal Device Device => _network.Device;

    /// <summary>Number format in which they are served.</summary>
    internal ScalarType Precision => _network.Precision;

    /// <summary>S of a matrix.</summary>
    internal ReadOnlySpan<float> SingularValues(string name) => _stored.SingularValues(name);

    /// <summary>The vectors of one projection, which an expert brought here.</summary>
    internal ServedBasis Find(int layer, string module) => _bases[(layer, module)];

    /// <summary>Brings the vectors that an expert is the first to need, so that <see cref="DeviceExpert.Load"/> finds all of them.</summary>
    /// <remarks>Files are read, checked and converted here, a matrix at a time; the thread that computes has but to copy each, and goes on with its own work in between.</remarks>
    /// <param name="expert">An expert that fits.</param>
    /// <param name="onDevice">Runs a short job on the thread that computes.</param>
    /// <param name="cancellationToken">Stops between matrices.</param>
    /// <exception cref="AdapterFormatException">The decomposition lacks a matrix, or a file is damaged.</exception>
    public async Task PrepareAsync(SvfExpert expert, Func<Action, Task> onDevice, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentNullException.ThrowIfNull(onDevice);
        // One expert at a time reads; those who waited find what it brought.
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var matrix in Manifest.MatricesOf(expert.Manifest.Targets).Where(matrix => !Holds(matrix)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await BringAsync(matrix, onDevice).ConfigureAwait(false);
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Brings a matrix to the device, unless it is there.</summary>
    /// <exception cref="AdapterFormatException">The decomposition has no such matrix, or its file is damaged.</exception>
    internal void Require(SvfMatrix matrix)
    {
        if (!Holds(matrix))
            Keep(matrix, Read(matrix));
    }

    /// <summary>Frees the vectors, after whoever reads is done; no expert may be in use any more.</summary>
    public void Dispose()
    {
        _reading.Wait();
        foreach (var basis in _bases.Values)
            basis.Dispose();
        _bases.Clear();
        _reading.Dispose();
    }

    private static (int Layer, string Module) Place(SvfMatrix matrix) => (matrix.Name.Layer, matrix.Name.Module);

    private bool Holds(SvfMatrix matrix) => _bases.ContainsKey(Place(matrix));

    private async Task BringAsync(SvfMatrix matrix, Func<Action, Task> onDevice)
    {
        var read = Read(matrix);
        try
        {
            await onDevice(() => Keep(matrix, read)).ConfigureAwait(false);
        }
        catch
        {
            read.Dispose();
            throw;
        }
    }

    // In memory, in the format in which it is served. Everything that takes long is here.
    private ServedBasis Read(SvfMatrix matrix)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var basis = _stored.ReadBasis(matrix.Name.Value); // [n, k]
        var shares = matrix.Side == SvfSide.U && Bias(matrix.Name) is { } bias ? bias.cpu().to(ScalarType.Float32).matmul(basis) : null;
        return new ServedBasis(matrix.Side, basis.t().contiguous().to(Precision).DetachFromDisposeScope(), shares?.to(Precision).DetachFromDisposeScope());
    }

    // Two threads may have read the same.
    private void Keep(SvfMatrix matrix, ServedBasis read)
    {
        using var _ = no_grad();
        var kept = read.To(Device);
        if (!_bases.TryAdd(Place(matrix), kept))
            kept.Dispose();
    }

    private Parameter? Bias(SvfMatrixName name) =>
        _network.named_parameters().Where(entry => entry.name == name.Path + ".bias").Select(entry => entry.parameter).FirstOrDefault();
}
