using T2L.Tokenizers.ChatTemplates.Library;

namespace T2L.Tokenizers.ChatTemplates.Syntax;

/// <summary>The characters of a template and where its lines begin. Line ends are one character and the last one is dropped, as Jinja does it.</summary>
internal sealed class TemplateText
{
    private readonly List<int> _lineStarts = [0];

    public TemplateText(string text, string source)
    {
        string unified = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        (Text, Source) = (unified.EndsWith('\n') ? unified[..^1] : unified, source);
        for (int i = 0; i < Text.Length; i++)
            if (Text[i] == '\n')
                _lineStarts.Add(i + 1);
    }

    public string Text { get; }

    /// <summary>The template, as the user knows it.</summary>
    public string Source { get; }

    public int Length => Text.Length;

    public char this[int position] => (uint)position < (uint)Text.Length ? Text[position] : '\0';

    public bool At(int position, string part) => string.CompareOrdinal(Text, position, part, 0, part.Length) == 0;

    public int SkipSpace(int position)
    {
        while (position < Text.Length && PythonText.IsSpace(Text[position]))
            position++;
        return position;
    }

    public int Line(int position)
    {
        int place = _lineStarts.BinarySearch(position);
        return place >= 0 ? place + 1 : ~place;
    }

    public ChatTemplateException Fault(ChatTemplateError error, int position, string reason) =>
        new(error, Source, Line(position), reason);
}
