using System.Globalization;

namespace T2L.Adapters.Svf;

/// <summary>What one matrix's gates do: z = c · g with c = Σ S / Σ S∘g, so that W' = U diag(S ∘ z) Vᵀ has the sum of singular values of W.</summary>
/// <remarks>
/// A common factor of g has no effect, so only relative gains mean something. The factor c is not in the paper; it is in the official code.
/// </remarks>
public sealed class EffectiveGate
{
    // Gates of both signs may cancel out and c then blows W' up: at least this share of Σ S|g| has to be left.
    private const double LeastShare = 1e-3;

    private readonly double[] _z;

    private EffectiveGate(double scale, double[] z) => (Scale, _z) = (scale, z);

    /// <summary>c.</summary>
    public double Scale { get; }

    /// <summary>z, one a singular value.</summary>
    public IReadOnlyList<double> Z => _z;

    /// <summary>z - 1 as float32: all that serving needs. Zero where nothing changes, exactly.</summary>
    /// <returns>A new array.</returns>
    public float[] Change() => Array.ConvertAll(_z, z => (float)(z - 1));

    /// <summary>The effect of gates.</summary>
    /// <param name="gates">g, one a singular value.</param>
    /// <param name="singularValues">S.</param>
    /// <param name="name">The matrix, for messages.</param>
    /// <returns>c and z. A matrix without any singular value above 0 is left as it is.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="AdapterFormatException">The gates leave nothing of the matrix, or cancel out.</exception>
    public static EffectiveGate Of(ReadOnlySpan<double> gates, ReadOnlySpan<float> singularValues, string name)
    {
        if (gates.Length != singularValues.Length)
            throw new ArgumentException($"'{name}' has {gates.Length} gates and {singularValues.Length} singular values.", nameof(gates));
        double whole = 0, kept = 0, size = 0;
        for (var i = 0; i < gates.Length; i++)
        {
            whole += singularValues[i];
            kept += singularValues[i] * gates[i];
            size += singularValues[i] * Math.Abs(gates[i]);
        }

        var scale = whole > 0 ? Checked(whole, kept, size, name) : 0;
        var z = new double[gates.Length];
        for (var i = 0; i < z.Length; i++)
            z[i] = whole > 0 ? scale * gates[i] : 1;
        return new EffectiveGate(whole > 0 ? scale : 1, z);
    }

    /// <summary>The effect of an expert on one matrix.</summary>
    /// <param name="expert">The expert.</param>
    /// <param name="name">The matrix: the weight's whole name.</param>
    /// <param name="singularValues">Its singular values.</param>
    /// <returns>c and z.</returns>
    /// <exception cref="AdapterFormatException">The expert has no vector for the matrix, or its gates leave nothing of it.</exception>
    public static EffectiveGate Of(SvfExpert expert, string name, ReadOnlySpan<float> singularValues)
    {
        ArgumentNullException.ThrowIfNull(expert);
        return expert.Vectors.TryGetValue(name, out var vector)
            ? Of(GateFunction.Values(expert.Manifest.Gate, Array.ConvertAll(vector.ToFloats(), p => (double)p)), singularValues, name)
            : throw new AdapterFormatException(AdapterFormatError.MissingTensor, $"the expert has no vector for '{name}'.", tensor: name);
    }

    /// <summary>Refuses gates that could cancel out. Where singular values are not at hand it has to hold for all of them.</summary>
    /// <param name="gates">g, one a singular value, from the largest on.</param>
    /// <param name="name">The matrix, for messages.</param>
    /// <exception cref="AdapterFormatException">Some singular values make the gates cancel out.</exception>
    /// <remarks>
    /// S descends, so Σ S_i a_i = Σ (S_i - S_{i+1}) (a_1 + … + a_i): it is above zero for every S exactly where all those sums are. Here a is g less
    /// the share of |g| that has to be left.
    /// </remarks>
    public static void CheckForAnySpectrum(ReadOnlySpan<double> gates, string name)
    {
        double sum = 0;
        for (var i = 0; i < gates.Length; i++)
        {
            sum += gates[i] - (LeastShare * Math.Abs(gates[i]));
            if (sum <= 0)
            {
                throw new AdapterFormatException(AdapterFormatError.EmptyGate, string.Create(CultureInfo.InvariantCulture,
                    $"the gates of '{name}' sum up to {sum:g3} from the first to number {i + 1} and may cancel out; expected sums above 0 all the way, which hold for any singular values. Mix in gate space, or with the decomposition at hand: ./t2l svf mix --space raw --decomposition DIR."), tensor: name);
            }
        }
    }

    private static double Checked(double whole, double kept, double size, string name)
    {
        var scale = whole / kept;
        if (kept > 0 && kept >= LeastShare * size && double.IsFinite(scale))
            return scale;
        throw new AdapterFormatException(AdapterFormatError.EmptyGate, string.Create(CultureInfo.InvariantCulture,
            $"the gates of '{name}' leave {kept:g3} of {size:g3} and cancel out; expected a sum above 0 and at least a thousandth. Mix in gate space, or with weights that do not cancel."), tensor: name);
    }
}
