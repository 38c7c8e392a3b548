using System.Text.RegularExpressions;

namespace T2L.Training.Benchmarks.Code;

/// <summary>Keeps of a Python text what a module is made of: imports, functions, classes and assignments. Prose, prints, tests of the model's own and what follows <c>if __name__</c> go.</summary>
internal static partial class TopLevel
{
    public static string Sanitize(string code)
    {
        var kept = new List<string>();
        var keep = false;
        var inside = new OpenText();
        foreach (var line in code.ReplaceLineEndings("\n").Split('\n'))
        {
            // Only a line that begins a statement at the margin decides; all others follow their statement.
            if (!inside.IsOpen && line.Length > 0 && !char.IsWhiteSpace(line[0]) && !Continuation().IsMatch(line))
                keep = Statement().IsMatch(line);
            inside.Read(line);
            if (keep)
                kept.Add(line);
        }
        return string.Join('\n', kept).TrimEnd() + "\n";
    }

    [GeneratedRegex(@"^([)\]}]|(else|elif|except|finally)\b)", RegexOptions.CultureInvariant)]
    private static partial Regex Continuation();

    [GeneratedRegex(@"^(import\s|from\s+\S+\s+import\b|def\s|async\s+def\s|class\s|@|[A-Za-z_]\w*(\s*,\s*[A-Za-z_]\w*)*\s*(:\s*[^=]+)?=(?!=))", RegexOptions.CultureInvariant)]
    private static partial Regex Statement();
}
