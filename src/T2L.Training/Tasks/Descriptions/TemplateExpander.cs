using System.Text;

namespace T2L.Training.Tasks.Descriptions;

/// <summary>
/// Turns a template into all the texts it stands for. <c>{a|b}</c> is a choice (choices nest, and one side may be empty),
/// <c>$name</c> is another template, <c>\</c> takes the next character as it is. Spaces are tidied afterwards.
/// </summary>
internal sealed class TemplateExpander(IReadOnlyDictionary<string, string> slots)
{
    /// <summary>More texts than this from one template are a slip of the pen, not variety.</summary>
    public const int MaxTexts = 600;

    /// <summary>All texts of a template, in the order of its choices, each once.</summary>
    /// <exception cref="FormatException">A brace without its partner, an unknown slot, or too many texts.</exception>
    public IReadOnlyList<string> Expand(string template)
    {
        var position = 0;
        var texts = Choices(template, ref position, depth: 0);
        if (position < template.Length)
            throw new FormatException($"'}}' at character {position + 1} closes nothing in '{template}'.");
        return [.. texts.Select(Tidy).Distinct(StringComparer.Ordinal)];
    }

    // choices = sequence { '|' sequence }
    private List<string> Choices(string template, ref int position, int depth)
    {
        var all = Sequence(template, ref position, depth);
        while (position < template.Length && template[position] == '|' && depth > 0)
        {
            position++;
            all.AddRange(Sequence(template, ref position, depth));
        }
        return all;
    }

    // sequence = { character | '\' character | '$' name | '{' choices '}' }
    private List<string> Sequence(string template, ref int position, int depth)
    {
        List<string> texts = [""];
        while (position < template.Length)
        {
            var character = template[position];
            if (character == '}' || (character == '|' && depth > 0))
                break;
            texts = Product(texts, Piece(template, ref position, depth), template);
        }
        return texts;
    }

    private IReadOnlyList<string> Piece(string template, ref int position, int depth)
    {
        var character = template[position++];
        return character switch
        {
            '\\' when position < template.Length => [template[position++].ToString()],
            '$' => Slot(template, ref position),
            '{' => Group(template, ref position, depth + 1),
            _ => [character.ToString()],
        };
    }

    private List<string> Group(string template, ref int position, int depth)
    {
        var start = position;
        var texts = Choices(template, ref position, depth);
        if (position >= template.Length)
            throw new FormatException($"'{{' at character {start} is never closed in '{template}'.");
        position++; // the closing brace
        return texts;
    }

    private IReadOnlyList<string> Slot(string template, ref int position)
    {
        var start = position;
        while (position < template.Length && char.IsAsciiLetterLower(template[position]))
            position++;
        var name = template[start..position];
        return slots.TryGetValue(name, out var inner)
            ? Expand(inner)
            : throw new FormatException($"'${name}' is not defined; '{template}' may use {string.Join(", ", slots.Keys.Order(StringComparer.Ordinal).Select(key => "$" + key))}.");
    }

    private static List<string> Product(List<string> left, IReadOnlyList<string> right, string template)
    {
        if (left.Count * right.Count > MaxTexts)
            throw new FormatException($"'{template}' stands for more than {MaxTexts} texts. Split it.");
        return right is [var only] && left.Count == 1
            ? [left[0] + only]
            : [.. left.SelectMany(start => right.Select(end => start + end))];
    }

    private static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        foreach (var character in text)
            if (character != ' ' || (tidy.Length > 0 && tidy[^1] != ' '))
                tidy.Append(character);
        return tidy.ToString().TrimEnd(' ');
    }
}
