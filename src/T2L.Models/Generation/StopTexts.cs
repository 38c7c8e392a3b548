namespace T2L.Models.Generation;

/// <summary>Looks for stop texts in text that arrives in pieces, and keeps back what may become one.</summary>
internal sealed class StopTexts(IReadOnlyList<string> stops)
{
    private string _held = "";

    /// <summary>Adds a piece.</summary>
    /// <returns>Text that is certain to come before any stop text, and whether one was found right after it.</returns>
    public (string Text, bool Found) Add(string piece)
    {
        string text = _held + piece;
        int first = -1;
        foreach (string stop in stops)
            if (text.IndexOf(stop, StringComparison.Ordinal) is >= 0 and var at && (first < 0 || at < first))
                first = at;
        if (first >= 0)
        {
            _held = "";
            return (text[..first], true);
        }
        int keep = Held(text);
        _held = text[^keep..];
        return (text[..^keep], false);
    }

    /// <summary>What was kept back and did not become a stop text.</summary>
    public string Finish() => (_held, _held = "").Item1;

    /// <summary>Length of the longest ending that begins a stop text.</summary>
    private int Held(string text)
    {
        int longest = 0;
        foreach (string stop in stops)
            for (int length = Math.Min(stop.Length - 1, text.Length); length > longest; length--)
                if (text.EndsWith(stop[..length], StringComparison.Ordinal))
                    longest = length;
        return longest;
    }
}
