using System.Globalization;
using T2L.Registry.Aliases;

namespace T2L.Registry.Evaluations;

/// <summary>A figure that was measured of a version.</summary>
/// <param name="Suite">What it was measured on, 1 to 100 characters of one line, for instance <c>gsm8k</c>.</param>
/// <param name="Metric">What was measured, for instance <c>accuracy</c>; it has the form of an alias.</param>
/// <param name="Value">The figure; finite.</param>
public sealed record NewEvaluation(string Suite, string Metric, double Value)
{
    /// <summary>On how many examples; null where that means nothing.</summary>
    public int? N { get; init; }

    /// <summary>Lower end of its interval.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end of its interval.</summary>
    public double? High { get; init; }

    /// <summary>Seed of the measurement.</summary>
    public long? Seed { get; init; }

    /// <summary>The command or the place that it came from, at most 500 characters of one line.</summary>
    public string? Source { get; init; }

    /// <summary>What is wrong with it.</summary>
    /// <returns>The field and a sentence for the user; null when it is fine.</returns>
    public (string Field, string Sentence)? Fault()
    {
        if (LineFault("suite", Suite, 100) is { } suite)
            return (nameof(Suite), suite);
        if (!AliasName.HasForm(Metric))
            return (nameof(Metric), $"metric is '{Metric}'; expected a letter, then a-z, 0-9 and . _ - between them, for instance 'accuracy'.");
        if (!double.IsFinite(Value))
            return (nameof(Value), string.Create(CultureInfo.InvariantCulture, $"value is {Value}; expected a finite number."));
        if (N is < 1)
            return (nameof(N), $"n is {N}; expected the number of examples, from 1.");
        if ((Low is { } low && !(low <= Value)) || (High is { } high && !(high >= Value)))
            return (nameof(Low), string.Create(CultureInfo.InvariantCulture, $"low and high are {Low} and {High}, and value is {Value}; expected an interval around the value."));
        return Source is not null && LineFault("source", Source, 500) is { } source ? (nameof(Source), source) : null;
    }

    private static string? LineFault(string field, string? text, int most) => string.IsNullOrWhiteSpace(text) || text.Length > most || text.Any(c => char.IsControl(c) || char.IsSurrogate(c))
        ? $"{field} is not a text of 1 to {most} characters on one line."
        : null;
}

/// <summary>A figure that was measured of a version, and who added it.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Figure">The figure.</param>
/// <param name="At">When it was added.</param>
/// <param name="By">Who did.</param>
public sealed record EvaluationEntry(Guid Id, NewEvaluation Figure, DateTimeOffset At, string By);
