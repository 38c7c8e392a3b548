using static TorchSharp.torch;

namespace T2L.Svf.Serving;

/// <summary>The rows of a batch whose experts gate one projection.</summary>
/// <param name="Basis">The projection's singular vectors; shared with all batches.</param>
/// <param name="Changes">z - 1, one line a row, [R, 1, k].</param>
/// <param name="Places">Which rows, R of them, ascending.</param>
/// <param name="Rows">The same on the device, [R] int64; null where it is all of them.</param>
internal sealed record GatedRows(ServedBasis Basis, Tensor Changes, int[] Places, Tensor? Rows) : IDisposable
{
    public static GatedRows Of(IReadOnlyList<DeviceExpert?> batch, (int Layer, string Module) place, ServedDecomposition decomposition)
    {
        using var scope = NewDisposeScope();
        int[] rows = [.. Enumerable.Range(0, batch.Count).Where(row => batch[row]?.Find(place) is not null)];
        var changes = stack(rows.Select(row => batch[row]!.Find(place)!)).unsqueeze(1); // [R, 1, k]
        var index = rows.Length == batch.Count ? null : tensor(Array.ConvertAll(rows, row => (long)row), device: decomposition.Device);
        return new GatedRows(decomposition.Find(place.Layer, place.Module), changes.DetachFromDisposeScope(), rows, index?.DetachFromDisposeScope());
    }

    /// <summary>x + Q((z - 1) ∘ (Qᵀx - c)) in the rows of experts, x itself in the others; Q has the singular vectors as columns.</summary>
    /// <param name="x">[B, T, n].</param>
    /// <returns>[B, T, n].</returns>
    public Tensor Gate(Tensor x) => (Basis.Sweeps ? GateSweep.Try(x, Basis, Changes, Places) : null) ?? Products(x);

    /// <summary>The same by libtorch's operators: on GPUs, for prompts, and as the reference.</summary>
    internal Tensor Products(Tensor x)
    {
        var own = Rows is null ? x : x.index_select(0, Rows); // [R, T, n]
        var shares = nn.functional.linear(own, Basis.Vectors); // [R, T, k]
        if (Basis.BiasShares is { } bias)
            shares = shares - bias;
        var change = (shares * Changes).matmul(Basis.Vectors); // [R, T, n]
        return Rows is null ? x + change : x.index_add(0, Rows, change, 1);
    }

    public void Dispose()
    {
        Changes.Dispose();
        Rows?.Dispose();
    }
}
