using T2L.Training.Rows;

namespace T2L.Training.Official;

/// <summary>A value of a YAML file: a text, a list or a mapping; every refusal names the file, the line and the key.</summary>
internal abstract record YamlNode(string File, long Line, string Path)
{
    protected abstract string Kind { get; }

    public YamlMap Map() => this as YamlMap ?? throw Wrong("a mapping of names to values");

    public YamlList List() => this as YamlList ?? throw Wrong("a list");

    /// <summary>A plain value; YAML's null counts as missing.</summary>
    public string Text() => this is YamlText { IsNull: false } text ? text.Value : throw Wrong("a text");

    public DataFormatException Wrong(string expected) => new(File, $"line {Line}: {(Path.Length == 0 ? "the file" : $"'{Path}'")} is {Kind}, expected {expected}.");
}

/// <summary>A plain value, as text whatever it looks like.</summary>
internal sealed record YamlText(string File, long Line, string Path, string Value, bool Quoted) : YamlNode(File, Line, Path)
{
    public bool IsNull => !Quoted && Value is "" or "~" or "null" or "Null" or "NULL";

    protected override string Kind => IsNull ? "empty" : $"'{DataFormatException.Shorten(Value)}'";
}

/// <summary>A list.</summary>
internal sealed record YamlList(string File, long Line, string Path, IReadOnlyList<YamlNode> Items) : YamlNode(File, Line, Path)
{
    protected override string Kind => "a list";

    public List<string> Texts() => [.. Items.Select(item => item.Text())];
}

/// <summary>A mapping.</summary>
internal sealed record YamlMap(string File, long Line, string Path, IReadOnlyDictionary<string, YamlNode> Entries) : YamlNode(File, Line, Path)
{
    protected override string Kind => "a mapping";

    public YamlNode this[string name] => Find(name) ?? throw new DataFormatException(File, $"'{Child(name)}' is missing; there is {(Entries.Count == 0 ? "nothing" : string.Join(", ", Entries.Keys.Take(12)))}.");

    /// <summary>A value; nothing where it is absent or null.</summary>
    public YamlNode? Find(string name) => Entries.TryGetValue(name, out var node) && node is not YamlText { IsNull: true } ? node : null;

    public string Text(string name, string otherwise) => Find(name)?.Text() ?? otherwise;

    private string Child(string name) => Path.Length == 0 ? name : $"{Path}.{name}";
}
