namespace T2L.Training.Tasks.Descriptions;

/// <summary>One template of a phrase file, and where it stands.</summary>
internal sealed record PhraseTemplate(PhraseForm Form, string Text, int Line);

/// <summary>All templates of one operation or format.</summary>
internal sealed record PhraseBlock(string Name, List<PhraseTemplate> Templates);

/// <summary>
/// A file of templates. <c>let name = template</c> defines a slot; <c>then name = template</c> gives the slot another meaning where the
/// operation follows another one; <c>operation: name</c> or <c>format: name</c> opens a block; then come lines of a form's name and a template.
/// </summary>
internal sealed class PhraseFile
{
    private PhraseFile(string name) => Name = name;

    public string Name { get; }

    /// <summary>The slots of phrases that speak of the input.</summary>
    public Dictionary<string, string> Slots { get; } = new(StringComparer.Ordinal);

    /// <summary>The slots of phrases that speak of another operation's result.</summary>
    public Dictionary<string, string> ThenSlots { get; } = new(StringComparer.Ordinal);

    public List<PhraseBlock> Blocks { get; } = [];

    public static PhraseFile Parse(string name, IEnumerable<(int Number, string Text)> lines)
    {
        var file = new PhraseFile(name);
        foreach (var (number, text) in lines)
            file.Read(number, text);
        return file;
    }

    /// <summary>An error that names this file and a line.</summary>
    public InvalidDataException Error(int line, string problem, Exception? inner = null) => new($"{Name}:{line}: {problem}", inner);

    private void Read(int line, string text)
    {
        var (word, rest) = Split(text);
        switch (word)
        {
            case "let":
                Define(line, rest, Slots);
                break;
            case "then":
                Define(line, rest, ThenSlots);
                break;
            case "operation:" or "format:":
                if (Blocks.Any(block => block.Name == rest))
                    throw Error(line, $"'{rest}' has a block already; add its templates there.");
                Blocks.Add(new PhraseBlock(rest, []));
                break;
            default:
                AddTemplate(line, word, rest);
                break;
        }
    }

    private void AddTemplate(int line, string word, string text)
    {
        if (Blocks.Count == 0)
            throw Error(line, $"'{word}' stands before the first 'operation:' or 'format:' line.");
        if (!Enum.TryParse<PhraseForm>(word, ignoreCase: true, out var form) || text.Length == 0)
            throw Error(line, $"expected one of do, noun, ask, tag, tail, say and a template, got '{word} {text}'.");
        Blocks[^1].Templates.Add(new PhraseTemplate(form, text, line));
    }

    private void Define(int line, string definition, Dictionary<string, string> slots)
    {
        if (definition.Split(" = ", 2) is not [var name, var template] || !slots.TryAdd(name.Trim(), template.Trim()))
            throw Error(line, $"expected 'name = template' with a new name, got '{definition}'.");
    }

    private static (string Word, string Remainder) Split(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (text, "") : (text[..space], text[space..].Trim());
    }
}
