using System.Globalization;
using System.Text.RegularExpressions;

namespace T2L.Training.Official;

/// <summary>A split and the part of it to take, as Hugging Face's datasets writes it: <c>train</c>, <c>train[:10000]</c>, <c>train[90%:]</c>.</summary>
/// <param name="Name">The split.</param>
/// <param name="From">First row; null for the beginning.</param>
/// <param name="To">Row behind the last; null for the end.</param>
internal sealed partial record SplitSlice(string Name, SplitSlice.Bound? From = null, SplitSlice.Bound? To = null)
{
    /// <summary>A number of rows, or of hundredths of them.</summary>
    internal readonly record struct Bound(long Value, bool Percent)
    {
        // datasets rounds to the nearest row, and halves to the even one as Python does.
        public int Of(int rows) => (int)Math.Min(rows, Percent ? (long)Math.Round(Value * (double)rows / 100, MidpointRounding.ToEven) : Value);
    }

    /// <summary>Reads a split.</summary>
    /// <exception cref="FormatException">It is not of this form.</exception>
    public static SplitSlice Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success)
            throw new FormatException($"'{text}' is not a split; expected a name such as train, train[:10000] or train[90%:]");
        return new(match.Groups["name"].Value, BoundOf(match.Groups["from"]), BoundOf(match.Groups["to"]));
    }

    /// <summary>The rows that are meant, of so many: the first and the one behind the last.</summary>
    public (int From, int To) Of(int rows) => (From?.Of(rows) ?? 0, To?.Of(rows) ?? rows);

    private static Bound? BoundOf(Group group) => group.Value.Length == 0
        ? null
        : new Bound(long.Parse(group.Value.TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture), group.Value.EndsWith('%'));

    [GeneratedRegex(@"^(?<name>[A-Za-z0-9_.-]{1,100})(\[(?<from>\d{0,9}|\d{1,3}%):(?<to>\d{0,9}|\d{1,3}%)\])?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
