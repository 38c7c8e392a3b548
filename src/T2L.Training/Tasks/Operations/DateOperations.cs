using System.Globalization;

namespace T2L.Training.Tasks.Operations;

/// <summary>Eight operations on an ISO date.</summary>
internal static class DateOperations
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        Date("year", "yyyy"),
        Date("month_name", "MMMM"),
        Date("day", date => date.Day.ToString(CultureInfo.InvariantCulture)),
        Date("day_month", "d MMMM"),
        Date("day_first", "dd'/'MM'/'yyyy"),
        Date("month_first", "MM'/'dd'/'yyyy"),
        Date("next_year", date => date.AddYears(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        Date("quarter", date => "Q" + ((date.Month + 2) / 3).ToString(CultureInfo.InvariantCulture)),
    ];

    private static Operation Date(string name, string format) =>
        Date(name, date => date.ToString(format, CultureInfo.InvariantCulture));

    private static Operation Date(string name, Func<DateOnly, string> apply) => new(
        "date." + name, InputKind.Date, text => apply(DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)));
}
