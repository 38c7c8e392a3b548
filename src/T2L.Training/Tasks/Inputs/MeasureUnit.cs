using System.Collections.Frozen;

namespace T2L.Training.Tasks.Inputs;

/// <summary>A metric unit and the smaller one it is made of; the factor is a power of ten, so that converting only adds zeros.</summary>
/// <param name="Symbol">The unit as written: <c>km</c>.</param>
/// <param name="Quantity">What it measures: <c>length</c>, <c>weight</c> or <c>volume</c>.</param>
/// <param name="Smaller">The smaller unit: <c>m</c>.</param>
/// <param name="Factor">How many of the smaller unit make one: 1000.</param>
internal sealed record MeasureUnit(string Symbol, string Quantity, string Smaller, int Factor)
{
    private static readonly FrozenDictionary<string, MeasureUnit> Units = new MeasureUnit[]
    {
        new("km", "length", "m", 1000),
        new("m", "length", "cm", 100),
        new("cm", "length", "mm", 10),
        new("t", "weight", "kg", 1000),
        new("kg", "weight", "g", 1000),
        new("g", "weight", "mg", 1000),
        new("l", "volume", "ml", 1000),
        new("cl", "volume", "ml", 10),
    }.ToFrozenDictionary(unit => unit.Symbol, StringComparer.Ordinal);

    /// <summary>The symbols in alphabetical order.</summary>
    public static IReadOnlyList<string> Symbols { get; } = [.. Units.Keys.Order(StringComparer.Ordinal)];

    public static MeasureUnit Find(string symbol) => Units.TryGetValue(symbol, out var unit)
        ? unit
        : throw new KeyNotFoundException($"'{symbol}' is not a unit of the suite; there are {string.Join(", ", Symbols)}.");
}
