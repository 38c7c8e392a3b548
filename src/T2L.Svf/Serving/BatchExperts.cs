using T2L.Adapters.Svf;
using T2L.Models;
using static TorchSharp.torch;

namespace T2L.Svf.Serving;

/// <summary>An expert of its own, or none, for each row of a batch, without touching the base model's weights.</summary>
/// <remarks>
/// W' x = W(x + V((z - 1) ∘ Vᵀx)) where V gates, U gates what W gave: y + U((z - 1) ∘ Uᵀy). Only rows that have an expert are computed; the
/// others get the numbers that they would get without experts in the batch, bit by bit. Not for training: no gradient reaches z.
/// Disposing it frees the joined tensors, not the experts.
/// </remarks>
public sealed class BatchExperts : IProjectionAdapter, IDisposable
{
    private readonly Dictionary<(int Layer, string Module), GatedRows> _places = [];

    private BatchExperts()
    {
    }

    /// <summary>The experts of a batch; null where no row has one.</summary>
    /// <param name="rows">The expert of each row, all of one decomposition; null for the base model alone.</param>
    public static BatchExperts? For(IReadOnlyList<DeviceExpert?> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.FirstOrDefault(row => row is not null) is not { } first)
            return null;
        if (rows.Any(row => row is not null && row.Decomposition != first.Decomposition))
            throw new ArgumentException("The batch has experts of two decompositions; expected one base model's.", nameof(rows));
        using var _ = no_grad();
        var batch = new BatchExperts();
        foreach (var place in rows.OfType<DeviceExpert>().Distinct().SelectMany(expert => expert.Places()).Distinct())
            batch._places.Add(place, GatedRows.Of(rows, place, first.Decomposition));
        return batch;
    }

    /// <inheritdoc/>
    public Tensor Input(int layer, string moduleName, Tensor input) => Gated(SvfSide.V, layer, moduleName, input);

    /// <inheritdoc/>
    public Tensor Apply(int layer, string moduleName, Tensor input, Tensor output) => Gated(SvfSide.U, layer, moduleName, output);

    /// <summary>Frees the joined tensors.</summary>
    public void Dispose()
    {
        foreach (var place in _places.Values)
            place.Dispose();
    }

    private Tensor Gated(SvfSide side, int layer, string module, Tensor x) =>
        _places.TryGetValue((layer, module), out var place) && place.Basis.Side == side ? place.Gate(x) : x;
}
