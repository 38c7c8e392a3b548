using System.Globalization;
using System.Runtime.CompilerServices;

namespace T2L.Training.Recipes;

/// <summary>Refuses settings out of range, by name.</summary>
/// <param name="subject">What they are settings of, for the message.</param>
internal readonly struct SettingChecks(string subject)
{
    /// <summary>Refuses a number outside of its range, and NaN.</summary>
    public void Between(double value, double low, double high, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= low && value <= high))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} of {subject} is {value}; expected {low} to {high}."), name);
    }

    /// <summary>Refuses settings that do not go together.</summary>
    public void Require(bool holds, string expected)
    {
        if (!holds)
            throw new ArgumentException($"Settings of {subject}: {expected}");
    }

    /// <summary>An early end needs measurements to end by.</summary>
    public void EarlyEnd(int measureEvery, int patience)
    {
        Between(measureEvery, 0, int.MaxValue, "MeasureEvery");
        Between(patience, 0, int.MaxValue, "Patience");
        Require(patience == 0 || measureEvery > 0, $"patience is {patience}, but without measurements (measure_every is 0) no run ends early. Set both or neither.");
    }
}
