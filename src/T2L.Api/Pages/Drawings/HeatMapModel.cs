using System.Globalization;
using T2L.Adapters.Analysis;

namespace T2L.Api.Pages.Drawings;

/// <summary>Numbers by layer and module, for a table of coloured fields.</summary>
/// <param name="Columns">What the columns are called: layers.</param>
/// <param name="Rows">The modules, each with a field a column.</param>
/// <param name="Largest">The largest size; full colour.</param>
public sealed record HeatMapModel(IReadOnlyList<string> Columns, IReadOnlyList<HeatMapRow> Rows, double Largest)
{
    private const string NoLayer = "–";

    /// <summary>Lays numbers out.</summary>
    /// <param name="numbers">A number for each matrix; null where there is none.</param>
    /// <param name="largest">Full colour; null for the largest of the numbers.</param>
    public static HeatMapModel Of(IEnumerable<(ModulePlace Place, double? Number)> numbers, double? largest = null)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        var all = numbers.ToList();
        int?[] layers = [.. all.Select(one => one.Place.Layer).Distinct().OrderBy(layer => layer ?? int.MaxValue)];
        var rows = all.GroupBy(one => one.Place.Module, StringComparer.Ordinal).Select(module =>
        {
            // Two matrices of one module in one layer, as experts of a mixture have: the larger speaks for both.
            var byLayer = module.GroupBy(one => one.Place.Layer ?? -1).ToDictionary(group => group.Key, group => group.MaxBy(one => Math.Abs(one.Number ?? 0)).Number);
            return new HeatMapRow(module.Key, [.. layers.Select(layer => byLayer.GetValueOrDefault(layer ?? -1))]);
        });
        return new HeatMapModel(
            [.. layers.Select(layer => layer?.ToString(CultureInfo.InvariantCulture) ?? NoLayer)], [.. rows],
            largest ?? all.Select(one => Math.Abs(one.Number ?? 0)).DefaultIfEmpty().Max());
    }

    /// <summary>How full a field's colour is.</summary>
    internal string Strength(double number) => Show.Place(Largest > 0 ? 0.08 + (0.92 * Math.Min(1, Math.Abs(number) / Largest)) : 0.08);
}

/// <summary>The fields of one module.</summary>
/// <param name="Module">Its name.</param>
/// <param name="Numbers">One a column; null where the adapter leaves the matrix alone.</param>
public sealed record HeatMapRow(string Module, IReadOnlyList<double?> Numbers);
