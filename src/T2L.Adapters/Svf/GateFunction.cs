namespace T2L.Adapters.Svf;

/// <summary>From stored numbers p to gates g, in double: a rounded gate is what keeps the official "do nothing" from doing nothing.</summary>
public static class GateFunction
{
    /// <summary>The gates.</summary>
    /// <param name="gate">The function.</param>
    /// <param name="raw">p, one a singular value.</param>
    /// <param name="maxMultiplier">Factor of the sigmoid in the official code, 1 there; W' does not depend on it.</param>
    /// <returns>g: maxMultiplier · sigmoid(p), or p.</returns>
    public static double[] Values(SvfGate gate, ReadOnlySpan<double> raw, double maxMultiplier = 1)
    {
        var gates = raw.ToArray();
        if (gate == SvfGate.Sigmoid)
        {
            for (var i = 0; i < gates.Length; i++)
                gates[i] = maxMultiplier * Sigmoid(gates[i]);
        }

        return gates;
    }

    /// <summary>∂g/∂p.</summary>
    /// <param name="gate">The function.</param>
    /// <param name="value">One gate, as <see cref="Values"/> gave it.</param>
    /// <param name="maxMultiplier">As for <see cref="Values"/>.</param>
    /// <returns>g · (1 - g / maxMultiplier), or 1.</returns>
    public static double Slope(SvfGate gate, double value, double maxMultiplier = 1) => gate == SvfGate.Sigmoid ? value * (1 - (value / maxMultiplier)) : 1;

    /// <summary>p of a gate between 0 and 1.</summary>
    /// <param name="value">g.</param>
    /// <returns>ln(g / (1 - g)).</returns>
    public static double Logit(double value) => Math.Log(value / (1 - value));

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
