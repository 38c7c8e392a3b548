namespace T2L.Training.Running;

/// <summary>What was measured along the way.</summary>
/// <param name="Values">Figures by name; the first decides which weights are best, and more is better.</param>
/// <param name="Note">The same in a sentence.</param>
internal sealed record Measurement(IReadOnlyList<KeyValuePair<string, double>> Values, string Note)
{
    /// <summary>The figure that decides.</summary>
    public double Criterion => Values[0].Value;
}
