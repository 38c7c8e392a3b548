using System.Text.RegularExpressions;

namespace T2L.Tokenizers.Tests.ChatTemplates;

/// <summary>One to four changes to a template that keep most of its form: words and signs go, come twice, move, or are those of another template.</summary>
internal static partial class TemplateMutation
{
    private static readonly string[] Pieces =
    [
        "{{", "}}", "{%", "%}", "{#", "#}", "{%-", "-%}", "{%+", "+%}", "{{-", "-}}", "(", ")", "[", "]", "{", "}", "|", ".", ",", ":", "~", "+", "-", "*", "**", "//", "%",
        " is ", " in ", " not ", " if ", " else ", " and ", "[0]", "[-1]", "[::-1]", "[1:]", "|list", "|tojson", "|map('upper')", "|selectattr('role')", "|join", "|indent", "|sort",
        "|batch(3)", "|reverse", "|int", "|round(2)", "|default(0)", ".split('a')", ".strip()", ".items()", ".__class__", ".append", "range(99999)", "2**99", "'x'*999999",
        "none", "true", "messages", "loop", "loop.index", "namespace()", "caller()", "'", "\"", "\\", "\0", "\ud83d", "🦙", "\u2028", "1e308", "0x", "9999999999999999999",
        "{% for x in range(9) %}", "{% endfor %}", "{% if 1 %}", "{% endif %}", "{% set x %}", "{% endset %}", "{% macro m(a=m) %}{{ m() }}", "{% endmacro %}", "{% break %}", "{% raw %}",
    ];

    public static string Of(string template, IReadOnlyList<string> others, Random random)
    {
        var parts = Split(template);
        for (int changes = 1 + random.Next(4); changes > 0 && parts.Count > 0; changes--)
        {
            int at = random.Next(parts.Count);
            switch (random.Next(6))
            {
                case 0:
                    parts.RemoveAt(at);
                    break;
                case 1:
                    parts.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 2:
                    parts[at] = Pieces[random.Next(Pieces.Length)];
                    break;
                case 3:
                    parts.InsertRange(at, parts.GetRange(at, Math.Min(parts.Count - at, 1 + random.Next(30))));
                    break;
                case 4:
                    var other = Split(others[random.Next(others.Count)]);
                    parts.Insert(at, other.Count == 0 ? "" : other[random.Next(other.Count)]);
                    break;
                default:
                    int second = random.Next(parts.Count);
                    (parts[at], parts[second]) = (parts[second], parts[at]);
                    break;
            }
        }
        return string.Concat(parts);
    }

    private static List<string> Split(string template) => [.. Parts().Matches(template).Select(match => match.Value)];

    [GeneratedRegex(@"\{[{%#]-?|-?[}%#]\}|'[^'\n]*'|""[^""\n]*""|\w+|\s+|.", RegexOptions.Singleline)]
    private static partial Regex Parts();
}
