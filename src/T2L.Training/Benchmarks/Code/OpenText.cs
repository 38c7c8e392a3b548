namespace T2L.Training.Benchmarks.Code;

/// <summary>Follows Python line by line: whether a bracket or a string of three quotes is still open.</summary>
internal sealed class OpenText
{
    private string? _quotes;
    private int _brackets;

    public bool IsOpen => _quotes is not null || _brackets > 0;

    public void Read(string line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\')
                i++;
            else if (_quotes is not null)
                i += Close(line, i);
            else if (line[i] == '#')
                break;
            else
                i += Open(line, i);
        }
        // A string of one quote ends with its line.
        if (_quotes?.Length == 1)
            _quotes = null;
    }

    private int Close(string line, int at)
    {
        if (!At(line, at, _quotes!))
            return 0;
        var length = _quotes!.Length;
        _quotes = null;
        return length - 1;
    }

    private int Open(string line, int at)
    {
        switch (line[at])
        {
            case '\'' or '"':
                _quotes = At(line, at, new string(line[at], 3)) ? new string(line[at], 3) : line[at].ToString();
                return _quotes.Length - 1;
            case '(' or '[' or '{':
                _brackets++;
                return 0;
            case ')' or ']' or '}':
                _brackets = Math.Max(0, _brackets - 1);
                return 0;
            default:
                return 0;
        }
    }

    private static bool At(string line, int at, string text) => string.CompareOrdinal(line, at, text, 0, text.Length) == 0;
}
