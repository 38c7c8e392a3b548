using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace T2L.Registry.Data.Configurations;

/// <summary>Timings are stored as one JSON object, stage to milliseconds.</summary>
internal sealed class TimingsConverter()
    : ValueConverter<IReadOnlyDictionary<string, double>, string>(timings => ToJson(timings), json => FromJson(json))
{
    internal static string ToJson(IReadOnlyDictionary<string, double> timings) => JsonSerializer.Serialize(timings);

    private static Dictionary<string, double> FromJson(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, double>>(json) ?? [];
}

/// <summary>Two sets of timings are equal when every stage is; they are never changed in place.</summary>
internal sealed class TimingsComparer() : ValueComparer<IReadOnlyDictionary<string, double>>(
    (a, b) => ReferenceEquals(a, b) || (a != null && b != null && TimingsConverter.ToJson(a) == TimingsConverter.ToJson(b)),
    timings => timings.Count,
    timings => timings);
