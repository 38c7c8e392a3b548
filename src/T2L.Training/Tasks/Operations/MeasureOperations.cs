using System.Globalization;
using T2L.Training.Tasks.Inputs;

namespace T2L.Training.Tasks.Operations;

/// <summary>Four operations on a measure <c>12 m</c>.</summary>
internal static class MeasureOperations
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        Measure("amount", (amount, _) => Text(amount)),
        Measure("unit", (_, unit) => unit.Symbol),
        Measure("quantity", (_, unit) => unit.Quantity),
        Measure("smaller_unit", (amount, unit) => $"{Text(amount * unit.Factor)} {unit.Smaller}"),
    ];

    private static string Text(int amount) => amount.ToString(CultureInfo.InvariantCulture);

    private static Operation Measure(string name, Func<int, MeasureUnit, string> apply) =>
        new("measure." + name, InputKind.Measure, measure => measure.Split(' ') is [var amount, var unit]
            ? apply(int.Parse(amount, CultureInfo.InvariantCulture), MeasureUnit.Find(unit))
            : throw new FormatException($"'{measure}' is not a measure; expected a number, a space and a unit."));
}
