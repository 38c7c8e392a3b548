using System.Text;

namespace T2L.Training.Tasks.Descriptions;

/// <summary>A sentence with holes: <c>$name</c> is a hole, <c>[...]</c> is left out where there is nothing to say in it.</summary>
internal sealed class SentencePattern
{
    private readonly List<(string Text, bool IsSlot, bool IsOptional)> _parts = [];

    /// <exception cref="FormatException">Brackets that do not match.</exception>
    public SentencePattern(PhraseForm form, string text)
    {
        Form = form;
        Text = text;
        Parse(text);
        Slots = [.. _parts.Where(part => part.IsSlot).Select(part => part.Text)];
    }

    /// <summary>The form of the phrase it carries (a frame) or makes (a joiner).</summary>
    public PhraseForm Form { get; }

    public string Text { get; }

    /// <summary>The names of the holes, in their order.</summary>
    public IReadOnlyList<string> Slots { get; }

    /// <summary>Whether every one of these slots lies in an optional part.</summary>
    public bool IsOptional(string slot) => _parts.Where(part => part.IsSlot && part.Text == slot).All(part => part.IsOptional);

    public void Write(StringBuilder target, bool withOptional, Func<string, string> fill)
    {
        foreach (var (text, isSlot, isOptional) in _parts)
            if (withOptional || !isOptional)
                target.Append(isSlot ? fill(text) : text);
    }

    private void Parse(string text)
    {
        var optional = false;
        for (var position = 0; position < text.Length;)
        {
            switch (text[position])
            {
                case '[' or ']':
                    if (optional == (text[position] == '['))
                        throw new FormatException($"'{text[position]}' at character {position + 1} has no partner in '{text}'.");
                    optional = !optional;
                    position++;
                    break;
                case '$':
                    var name = Take(text, position + 1, static character => char.IsAsciiLetterLower(character));
                    _parts.Add((name, true, optional));
                    position += 1 + name.Length;
                    break;
                default:
                    var literal = Take(text, position, static character => character is not ('[' or ']' or '$'));
                    _parts.Add((literal, false, optional));
                    position += literal.Length;
                    break;
            }
        }
        if (optional)
            throw new FormatException($"'[' is never closed in '{text}'.");
    }

    private static string Take(string text, int start, Func<char, bool> belongs)
    {
        var end = start;
        while (end < text.Length && belongs(text[end]))
            end++;
        return text[start..end];
    }
}
