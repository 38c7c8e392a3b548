using System.Globalization;

namespace T2L.Training.Tasks.Operations;

/// <summary>Four operations on two numbers <c>12 45</c>.</summary>
internal static class NumberPairOperations
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        Pair("larger", (first, second) => Text(Math.Max(first, second))),
        Pair("smaller", (first, second) => Text(Math.Min(first, second))),
        Pair("swapped", (first, second) => $"{Text(second)} {Text(first)}"),
        Operation.Question("pair.first_larger", InputKind.NumberPair, pair => Read(pair) is var (first, second) && first > second),
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static (int First, int Second) Read(string pair) => pair.Split(' ') is [var first, var second]
        ? (int.Parse(first, CultureInfo.InvariantCulture), int.Parse(second, CultureInfo.InvariantCulture))
        : throw new FormatException($"'{pair}' is not a pair of numbers; expected two numbers and a space between them.");

    private static Operation Pair(string name, Func<int, int, string> apply) => new("pair." + name, InputKind.NumberPair, pair =>
    {
        var (first, second) = Read(pair);
        return apply(first, second);
    });
}
