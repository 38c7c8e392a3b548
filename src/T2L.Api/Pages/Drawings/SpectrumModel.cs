using T2L.Adapters;
using T2L.Adapters.Analysis;

namespace T2L.Api.Pages.Drawings;

/// <summary>The spectra of an adapter's matrices as lines over the number of the value, logarithmic in height.</summary>
public sealed class SpectrumModel
{
    private const double Deepest = 1e-4; // of the largest value: less is noise of float32 factors
    private const int MostLines = 256;

    private SpectrumModel(AdapterKind kind, IReadOnlyList<IReadOnlyList<double>> lines)
    {
        (Kind, Lines) = (kind, lines);
        Count = lines.Max(line => line.Count);
        Top = lines.Max(line => line[0]);
        Bottom = Math.Max(Top * Deepest, lines.SelectMany(line => line).Where(value => value > 0).DefaultIfEmpty(Top).Min());
        if (Bottom >= Top)
            Bottom = Top / 10;
        // The middle line: the geometric mean of what is there, as the scale is logarithmic.
        Middle = [.. Enumerable.Range(0, Count).Select(i => Math.Exp(lines.Where(line => i < line.Count).Average(line => Math.Log(Math.Max(line[i], Bottom)))))];
    }

    /// <summary>What the values are of.</summary>
    public AdapterKind Kind { get; }

    /// <summary>A line a matrix, largest value first.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Lines { get; }

    /// <summary>The mean over the matrices.</summary>
    public IReadOnlyList<double> Middle { get; }

    /// <summary>Length of the longest line.</summary>
    public int Count { get; }

    /// <summary>The largest value.</summary>
    public double Top { get; }

    /// <summary>The smallest value that is drawn.</summary>
    public double Bottom { get; }

    /// <summary>How many equally strong directions would be as spread out: (Σσ)² / Σσ², over the matrices on average.</summary>
    public double EffectiveRank => Lines.Average(line => line.Sum() is > 0 and var sum ? sum * sum / line.Sum(value => value * value) : 0);

    /// <summary>The lines of a spectrum; null where there is nothing to draw.</summary>
    public static SpectrumModel? Of(AdapterSpectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        var lines = spectrum.Modules.Select(module => module.Values).Where(values => values.Count > 0 && values[0] > 0).Take(MostLines).ToList();
        return lines.Count == 0 ? null : new SpectrumModel(spectrum.Kind, lines);
    }

    internal string Points(IReadOnlyList<double> line, double left, double top, double width, double height) => string.Join(' ', line.Select((value, i) =>
        $"{Show.Place(left + (Count > 1 ? width * i / (Count - 1) : width / 2))},{Show.Place(top + (height * Depth(value)))}"));

    internal double Depth(double value) => Math.Log(Top / Math.Clamp(value, Bottom, Top)) / Math.Log(Top / Bottom);

    /// <summary>Powers of ten between bottom and top.</summary>
    internal IEnumerable<double> Marks()
    {
        for (var power = (int)Math.Ceiling(Math.Log10(Bottom)); power <= Math.Log10(Top); power++)
            yield return Math.Pow(10, power);
    }
}
