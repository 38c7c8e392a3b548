using T2L.Adapters.Svf;
using T2L.Adapters.Svf.Mixing;

namespace T2L.Svf.Adaptation;

/// <summary>From the weights that a search moves, [K, columns], to those of a mix.</summary>
internal sealed class AlphaLayout
{
    private readonly int[] _columnOf; // by matrix; empty where all share one

    /// <param name="grain">Which matrices share their weights.</param>
    /// <param name="expert">Any of the experts: they gate the same matrices.</param>
    public AlphaLayout(AlphaGrain grain, SvfExpert expert)
    {
        string[] names = [.. expert.Vectors.Keys];
        _columnOf = grain switch
        {
            AlphaGrain.Global => [],
            AlphaGrain.Matrix => [.. Enumerable.Range(0, names.Length)],
            _ => Array.ConvertAll(names, name => SvfMatrixName.TryParse(name, out var matrix) ? matrix.Layer : 0),
        };
        Columns = _columnOf.Length == 0 ? 1 : _columnOf.Max() + 1;
    }

    /// <summary>Weights of an expert that a search moves.</summary>
    public int Columns { get; }

    /// <summary>The weights of a mix.</summary>
    /// <param name="searched">[K, <see cref="Columns"/>].</param>
    /// <returns>[K, 1], or [K, P].</returns>
    public MixWeights Spread(MixWeights searched) => _columnOf.Length == 0 || _columnOf.Length == Columns
        ? searched
        : new MixWeights(searched.Experts, _columnOf.Length,
            [.. Enumerable.Range(0, searched.Experts).SelectMany(expert => _columnOf.Select(column => searched[expert, column]))]);
}
