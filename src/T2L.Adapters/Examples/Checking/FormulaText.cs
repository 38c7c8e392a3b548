using System.Text.RegularExpressions;

namespace T2L.Adapters.Examples.Checking;

/// <summary>Formulas as text: what makes two that look unlike the same.</summary>
internal static partial class FormulaText
{
    private static readonly string[] Dress = ["\\left", "\\right", "\\!", "\\,", "\\;", "\\ ", "\\$", "$", "\\%", "%", "^{\\circ}", "^\\circ"];

    /// <summary>A formula without spaces, units, signs of money and per cent, and a name in front.</summary>
    public static string Bare(string formula)
    {
        var bare = Unit().Replace(formula.Trim(), "");
        foreach (var dress in Dress)
            bare = bare.Replace(dress, "", StringComparison.Ordinal);
        bare = Text().Replace(bare, "$1").Replace("dfrac", "frac", StringComparison.Ordinal).Replace("tfrac", "frac", StringComparison.Ordinal);
        bare = string.Concat(bare.Where(c => !char.IsWhiteSpace(c))).TrimEnd('.');
        bare = Name().Replace(bare, "");
        // One half is a fraction in the official code, so 50 is not 0.5 as 25 is 0.25.
        return bare is "0.5" or ".5" ? "\\frac{1}{2}" : bare;
    }

    /// <summary>The parts of a tuple, an interval or a list; null where there is one value alone.</summary>
    public static (string Brackets, IReadOnlyList<string> Values)? Parts(string bare)
    {
        var bracketed = bare is ['(' or '[', _, .., ')' or ']'];
        var (brackets, inside) = bracketed ? ($"{bare[0]}{bare[^1]}", bare[1..^1]) : ("", bare);
        var (values, depth, start) = (new List<string>(), 0, 0);
        for (var at = 0; at < inside.Length; at++)
        {
            depth += inside[at] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            if (inside[at] != ',' || depth != 0)
                continue;
            values.Add(inside[start..at]);
            start = at + 1;
        }

        values.Add(inside[start..]);
        return values.Count > 1 ? (brackets, values) : null;
    }

    [GeneratedRegex(@"\\(text|mbox|mathrm)\{[^{}]*\}\.?$", RegexOptions.CultureInvariant)]
    private static partial Regex Unit();

    [GeneratedRegex(@"\\(?:text|mbox|mathrm)\{([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Text();

    [GeneratedRegex("^[A-Za-z]{1,2}=", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
