using System.Text;

namespace T2L.Testing.Fuzz;

/// <summary>One change to a JSON or YAML text that keeps most of its form: a number, a text or a word becomes another, or moves.</summary>
internal static class TextMutation
{
    private const int Deep = 3000;

    private static readonly string[] Numbers =
        ["0", "-1", "1", "1.5", "-0.0", "1e400", "-1e400", "1e-400", "2147483647", "2147483648", "-2147483649", "4294967296", "9223372036854775807",
            "9223372036854775808", "18446744073709551615", "0.1e1", "01", "1.", "NaN", "Infinity", "1" + new string('0', 100), new string('9', 400)];

    private static readonly string[] Texts =
        ["", " ", "\\u0000", "\\ud800", "\\udc00x", "\\ud83d\\ude00", "../../etc/passwd", "/etc/passwd", "C:\\\\x", "null", "true", "a\\nb", "\\u001b[2J", "\uFEFF", "é", "😀", "(a+)+$", "[", "\\\\p{L}",
            "!!python/object/apply:os.system", "{{ x }}", "{% for a in b %}", "%s%n", "<|endoftext|>", "Ġ"];

    private static readonly string[] Words = ["null", "true", "false", "{}", "[]", "[null]", "[[]]", "{\"\":1}", "0", "\"\"", "~", "*a", "&a x", "!!str x", "!!python/name:os.system ''", "|", ">-", "# x"];

    public static void Apply(List<byte> bytes, FuzzRandom random)
    {
        var tokens = TextTokens.Of(bytes);
        if (tokens.Count == 0)
            return;
        var token = tokens[random.Below(tokens.Count)];
        var other = tokens[random.Below(tokens.Count)];
        switch (random.Below(10))
        {
            case 0 or 1 or 2:
                Replace(bytes, token, Like(bytes, token, random));
                break;
            case 3:
                Replace(bytes, token, bytes.GetRange(other.Start, other.Length));
                break;
            case 4:
                Replace(bytes, token, [.. Encoding.UTF8.GetBytes(random.Of<string>(Words))]);
                break;
            case 5:
                Replace(bytes, token, []);
                break;
            case 6:
                Nest(bytes, token, random);
                break;
            case 7:
                Repeat(bytes, token, other);
                break;
            case 8:
                Replace(bytes, token, [.. Encoding.UTF8.GetBytes($"\"{new string('x', random.Below(Deep))}\"")]);
                break;
            default:
                // A field or an item twice.
                Repeat(bytes, token, tokens[Math.Min(tokens.Count - 1, tokens.IndexOf(token) + 1 + random.Below(4))]);
                break;
        }
    }

    private static List<byte> Like(List<byte> bytes, TextToken token, FuzzRandom random)
    {
        var text = token.Kind switch
        {
            TextTokenKind.Number => random.Of<string>(Numbers),
            TextTokenKind.Text => $"\"{random.Of<string>(Texts)}\"",
            _ => random.Of<string>(Words),
        };
        // Half of the texts keep what they said, with something strange in the middle.
        if (token.Kind == TextTokenKind.Text && token.Length > 2 && random.Chance(50))
        {
            var old = bytes.GetRange(token.Start, token.Length);
            old.InsertRange(1 + random.Below(old.Count - 1), Encoding.UTF8.GetBytes(random.Of<string>(Texts)));
            return old;
        }

        return [.. Encoding.UTF8.GetBytes(text)];
    }

    private static void Replace(List<byte> bytes, TextToken token, List<byte> text)
    {
        bytes.RemoveRange(token.Start, token.Length);
        bytes.InsertRange(token.Start, text);
    }

    private static void Nest(List<byte> bytes, TextToken token, FuzzRandom random)
    {
        var depth = random.Chance(20) ? random.Below(Deep) : random.Below(80);
        var isList = random.Chance(60);
        bytes.InsertRange(token.Start + token.Length, Enumerable.Repeat((byte)(isList ? ']' : '}'), depth));
        bytes.InsertRange(token.Start, Enumerable.Repeat(isList ? "["u8.ToArray() : "{\"a\":"u8.ToArray(), depth).SelectMany(open => open));
    }

    // What lies between two tokens once more, behind itself, as an item of its own.
    private static void Repeat(List<byte> bytes, TextToken left, TextToken right)
    {
        var (start, end) = (Math.Min(left.Start, right.Start), Math.Max(left.Start + left.Length, right.Start + right.Length));
        var piece = bytes.GetRange(start, Math.Min(end - start, Deep));
        piece.Add((byte)',');
        bytes.InsertRange(start, piece);
    }
}
