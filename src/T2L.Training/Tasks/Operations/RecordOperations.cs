using System.Globalization;

namespace T2L.Training.Tasks.Operations;

/// <summary>Five operations on a record <c>name,age,city</c>.</summary>
internal static class RecordOperations
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        Record("name", (name, _, _) => name),
        Record("age", (_, age, _) => age),
        Record("city", (_, _, city) => city),
        Record("name_from_city", (name, _, city) => $"{name} from {city}"),
        Record("next_age", (_, age, _) => (int.Parse(age, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture)),
    ];

    private static Operation Record(string name, Func<string, string, string, string> apply) =>
        new("record." + name, InputKind.Record, record => record.Split(',') is [var person, var age, var city]
            ? apply(person, age, city)
            : throw new FormatException($"'{record}' is not a record; expected name,age,city."));
}
