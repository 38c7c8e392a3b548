using System.Globalization;
using T2L.Adapters;
using T2L.Registry.Catalog.Facets;

namespace T2L.Api.Pages;

/// <summary>Values as people read them.</summary>
internal static class Show
{
    private static readonly string[] Units = ["bytes", "KB", "MB", "GB", "TB"];

    /// <summary>A size: <c>6.8 MB</c>.</summary>
    public static string Bytes(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        while (size >= 1000 && unit < Units.Length - 1)
            (size, unit) = (size / 1000, unit + 1);
        return unit == 0 ? $"{bytes} bytes" : string.Create(CultureInfo.InvariantCulture, $"{size:0.#} {Units[unit]}");
    }

    /// <summary>A whole number with its thousands apart: <c>1,703,936</c>.</summary>
    public static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A measured number, with as many digits as say something: <c>0.0312</c>, <c>12.4</c>.</summary>
    public static string Measure(double number) => number switch
    {
        0 => "0",
        _ when Math.Abs(number) is >= 100000 or < 0.0001 => number.ToString("0.##e+0", CultureInfo.InvariantCulture),
        _ => number.ToString($"0.{new string('#', Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(number))) - 1, 0, 6))}", CultureInfo.InvariantCulture),
    };

    /// <summary>A number for an attribute of a drawing.</summary>
    public static string Place(double number) => Math.Round(number, 2).ToString(CultureInfo.InvariantCulture);

    /// <summary>A count that may have stopped early: <c>340+</c>.</summary>
    public static string Count(FacetCount count) => Whole(count.Number) + (count.AtLeast ? "+" : "");

    /// <summary>How long ago something was.</summary>
    public static string Ago(TimeSpan time) => time switch
    {
        { TotalSeconds: < 45 } => "just now",
        { TotalMinutes: < 1.5 } => "a minute ago",
        { TotalMinutes: < 60 } => Some(time.TotalMinutes, "minutes"),
        { TotalHours: < 1.5 } => "an hour ago",
        { TotalHours: < 24 } => Some(time.TotalHours, "hours"),
        { TotalDays: < 1.5 } => "yesterday",
        { TotalDays: < 60 } => Some(time.TotalDays, "days"),
        { TotalDays: < 700 } => Some(time.TotalDays / 30.44, "months"),
        _ => Some(time.TotalDays / 365.25, "years"),
    };

    /// <summary>The kind of an adapter.</summary>
    public static string Kind(AdapterKind kind) => kind == AdapterKind.Lora ? "LoRA" : "SVF expert";

    /// <summary>The beginning of a digest, enough to find it by.</summary>
    public static string Short(string digest) => digest.Length > 19 ? digest[..19] : digest;

    private static string Some(double number, string what) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(number):0} {what} ago");
}
