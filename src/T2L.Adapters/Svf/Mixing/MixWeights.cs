using System.Globalization;

namespace T2L.Adapters.Svf.Mixing;

/// <summary>α: how much of each expert, for all matrices alike [K, 1] or for each matrix of its own [K, P]. Always finite.</summary>
public sealed class MixWeights
{
    private readonly float[] _values;

    /// <summary>Keeps weights.</summary>
    /// <param name="experts">K, at least 1.</param>
    /// <param name="columns">1, or P, the number of gated matrices.</param>
    /// <param name="values">The weights, row-major: all of the first expert, then of the second.</param>
    /// <exception cref="ArgumentException">Another number of values, or one that is not finite.</exception>
    public MixWeights(int experts, int columns, ReadOnlySpan<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(experts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (values.Length != (long)experts * columns)
            throw new ArgumentException($"There are {values.Length} weights; {experts} experts and {columns} matrices need {(long)experts * columns}.", nameof(values));
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A weight of the mix is {value}; expected finite numbers."), nameof(values));
        }

        (Experts, Columns, _values) = (experts, columns, values.ToArray());
    }

    /// <summary>K.</summary>
    public int Experts { get; }

    /// <summary>1, or P.</summary>
    public int Columns { get; }

    /// <summary>The weights, row-major.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>The weight of an expert for a matrix.</summary>
    /// <param name="expert">The expert, from 0.</param>
    /// <param name="matrix">The matrix, from 0, in the order of a state dict; passed over where there is one column.</param>
    public float this[int expert, int matrix] => _values[(expert * Columns) + (Columns == 1 ? 0 : matrix)];

    /// <summary>The same for every expert: 1/K, where searches begin.</summary>
    /// <param name="experts">K.</param>
    /// <param name="columns">1, or P.</param>
    /// <returns>The weights.</returns>
    public static MixWeights Uniform(int experts, int columns = 1)
    {
        var values = new float[experts * columns];
        values.AsSpan().Fill(1f / experts);
        return new MixWeights(experts, columns, values);
    }

    /// <summary>One expert alone.</summary>
    /// <param name="experts">K.</param>
    /// <param name="expert">Which one, from 0.</param>
    /// <returns>The weights, [K, 1].</returns>
    public static MixWeights OneHot(int experts, int expert)
    {
        var values = new float[experts];
        values[expert] = 1;
        return new MixWeights(experts, 1, values);
    }
}
