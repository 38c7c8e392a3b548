using System.Text;

namespace T2L.Training.Rows;

/// <summary>A prompt with places for a row's values: the part of Python's format strings that prompts use, <c>{name}</c>, <c>{name[key]}</c>, <c>{{</c> and <c>}}</c>.</summary>
internal sealed class PromptTemplate
{
    // A text, then the field behind it; the last has none.
    private readonly List<(string Text, FieldPath? Field)> _parts = [];

    private PromptTemplate(string text) => Text = text;

    /// <summary>The template as written.</summary>
    public string Text { get; }

    /// <summary>Reads a template.</summary>
    /// <exception cref="FormatException">A brace stands alone, or a field asks for more than its value.</exception>
    public static PromptTemplate Parse(string text)
    {
        var template = new PromptTemplate(text);
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('{' or '}'))
            {
                literal.Append(text[i]);
                continue;
            }
            if (i + 1 < text.Length && text[i + 1] == text[i])
            {
                literal.Append(text[i++]);
                continue;
            }
            var end = text[i] == '{' ? text.IndexOf('}', i) : -1;
            if (end < 0)
                throw new FormatException($"a single '{text[i]}' at character {i + 1}; write it twice where it is meant as text");
            template._parts.Add((literal.ToString(), FieldPath.Parse(text[(i + 1)..end])));
            literal.Clear();
            i = end;
        }
        template._parts.Add((literal.ToString(), null));
        return template;
    }

    /// <summary>The prompt for a row.</summary>
    /// <exception cref="DataFormatException">The row lacks a value.</exception>
    public string Render(Row row)
    {
        var prompt = new StringBuilder();
        foreach (var (text, field) in _parts)
            prompt.Append(text).Append(field?.In(row));
        return prompt.ToString();
    }
}
