using System.Text;

namespace T2L.Training.Cards;

/// <summary>A model card in the Hugging Face form: a head of YAML, then Markdown.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Text">What it is, in a paragraph.</param>
internal sealed record ModelCard(string Title, string Text)
{
    /// <summary>The base model that it needs; null where it needs none.</summary>
    public string? BaseModel { get; init; }

    /// <summary>The library that loads it; null where that is T2L alone.</summary>
    public string? Library { get; init; }

    /// <summary>What it is found by.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Facts by name, as a table.</summary>
    public IReadOnlyList<(string Name, string Value)> Facts { get; init; } = [];

    /// <summary>Further paragraphs under headings.</summary>
    public IReadOnlyList<(string Heading, string Text)> Sections { get; init; } = [];

    /// <summary>The file's content; lines end in a line feed on every machine.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("---\nlicense: apache-2.0\n");
        if (BaseModel is not null)
            text.Append("base_model: ").Append(BaseModel).Append('\n');
        if (Library is not null)
            text.Append("library_name: ").Append(Library).Append('\n');
        text.Append("tags:\n").AppendJoin("", Tags.Select(tag => $"- {tag}\n")).Append("---\n\n");
        text.Append("# ").Append(Title).Append("\n\n").Append(Text).Append("\n\n| | |\n|---|---|\n");
        foreach (var (name, value) in Facts)
            text.Append("| ").Append(name).Append(" | ").Append(value.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
        foreach (var (heading, paragraph) in Sections)
            text.Append("\n## ").Append(heading).Append("\n\n").Append(paragraph).Append('\n');
        return text.ToString();
    }
}
