using System.Globalization;

namespace T2L.Training.Tasks.Operations;

/// <summary>Four operations on a time of day.</summary>
internal static class TimeOperations
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        Time("hour", time => time.Hour.ToString(CultureInfo.InvariantCulture)),
        Time("minutes", time => time.Minute.ToString(CultureInfo.InvariantCulture)),
        Time("twelve_hour", time => time.ToString("h:mm ", CultureInfo.InvariantCulture) + (time.Hour < 12 ? "am" : "pm")),
        Time("hour_later", time => time.AddHours(1).ToString("HH:mm", CultureInfo.InvariantCulture)),
    ];

    private static Operation Time(string name, Func<TimeOnly, string> apply) => new(
        "time." + name, InputKind.Time, text => apply(TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture)));
}
