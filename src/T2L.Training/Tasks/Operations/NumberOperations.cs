using System.Globalization;

namespace T2L.Training.Tasks.Operations;

/// <summary>Ten operations on a whole number.</summary>
internal static class NumberOperations
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        Arithmetic("add_one", number => number + 1),
        Arithmetic("add_five", number => number + 5),
        Arithmetic("add_ten", number => number + 10),
        Arithmetic("subtract_one", number => number - 1),
        Arithmetic("double", number => number * 2),
        Arithmetic("times_ten", number => number * 10),
        Number("parity", digits => (digits[^1] - '0') % 2 == 0 ? "even" : "odd"),
        Number("last_digit", digits => digits[^1..]),
        Number("reverse_digits", Letters.Reverse),
        Number("dollars", digits => "$" + digits),
    ];

    private static Operation Number(string name, Func<string, string> apply) => new("number." + name, InputKind.Number, apply);

    private static Operation Arithmetic(string name, Func<int, int> apply) => Number(
        name, digits => apply(int.Parse(digits, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture));
}
