namespace T2L.Adapters.Lora;

/// <summary>
/// Reads the part of Python's regular expressions that keys of PEFT's patterns use: characters, <c>.</c>, <c>[a-z]</c>, <c>\d \w \.</c>,
/// groups, <c>|</c>, <c>* + ? {m,n}</c>, <c>^ $</c>. Look-around and back-references are refused.
/// </summary>
internal sealed class PathExpressionParser(string text)
{
    private const int MaxDepth = 32;
    private const int MaxRepetitions = 256;

    private int _at;
    private int _depth;

    private bool AtEnd => _at == text.Length;

    public PathNode Parse()
    {
        var node = Choice();
        return AtEnd ? node : throw Refuse("a closing bracket without an opening one");
    }

    private PathNode Choice()
    {
        var parts = new List<PathNode> { Sequence() };
        while (Take('|'))
            parts.Add(Sequence());
        return parts.Count == 1 ? parts[0] : new PathNode.Choice(parts);
    }

    private PathNode.Sequence Sequence()
    {
        var parts = new List<PathNode>();
        while (!AtEnd && text[_at] is not ('|' or ')'))
            parts.Add(Repeated(Atom()));
        return new PathNode.Sequence(parts);
    }

    private PathNode Atom() => text[_at++] switch
    {
        '(' => Group(),
        '[' => new PathNode.Characters(Class()),
        '.' => new PathNode.Characters(PathCharacters.Any),
        '\\' => new PathNode.Characters(Escape()),
        '^' => new PathNode.Anchor(AtStart: true),
        '$' => new PathNode.Anchor(AtStart: false),
        '*' or '+' or '?' => throw Refuse("a repetition of nothing"),
        var c => new PathNode.Characters(One(c)),
    };

    private PathNode Group()
    {
        if (Take('?') && !Take(':'))
            throw Refuse("a group that begins with '(?', of which only '(?:' is read");
        if (++_depth > MaxDepth)
            throw Refuse($"groups nested deeper than {MaxDepth}");
        var node = Choice();
        _depth--;
        return Take(')') ? node : throw Refuse("a group without an end");
    }

    private PathNode Repeated(PathNode node)
    {
        if (AtEnd)
            return node;
        (int Least, int? Most)? times = text[_at] switch
        {
            '*' => (0, null),
            '+' => (1, null),
            '?' => (0, 1),
            '{' => Counted(),
            _ => null,
        };
        if (times is not { } found)
            return node;
        _at++;
        Take('?'); // as few as possible: the same paths match
        if (!AtEnd && text[_at] is '*' or '+' or '{')
            throw Refuse("a repetition of a repetition");
        return new PathNode.Repetition(node, found.Least, found.Most);
    }

    // {m}, {m,} and {m,n}; leaves the closing brace to the caller. Anything else in braces is refused, where Python takes it as text.
    private (int Least, int? Most) Counted()
    {
        _at++;
        var least = Number();
        int? most = Take(',') ? (!AtEnd && text[_at] == '}' ? null : Number()) : least;
        return !AtEnd && text[_at] == '}' && least <= (most ?? least) ? (least, most) : throw Refuse("a number of repetitions that makes no sense");
    }

    private int Number()
    {
        var start = _at;
        while (!AtEnd && char.IsAsciiDigit(text[_at]))
            _at++;
        return int.TryParse(text.AsSpan(start, _at - start), out var number) && number <= MaxRepetitions
            ? number
            : throw Refuse($"a number of repetitions that is none, or over {MaxRepetitions}");
    }

    private PathCharacters Class()
    {
        var negated = Take('^');
        var ranges = new List<(char, char)>();
        for (var isFirst = true; isFirst || (!AtEnd && text[_at] != ']'); isFirst = false)
            ranges.AddRange(ClassItem());
        return Take(']') ? new PathCharacters(negated, ranges) : throw Refuse("a set without an end");
    }

    private IEnumerable<(char, char)> ClassItem()
    {
        if (AtEnd)
            throw Refuse("a set without an end");
        var first = text[_at++];
        if (first == '\\')
            return Escape() is { Negated: false } set ? set.Ranges : throw Refuse("the opposite of a set inside a set");
        if (_at + 1 >= text.Length || text[_at] != '-' || text[_at + 1] == ']')
            return [(first, first)];
        var last = text[_at + 1];
        _at += 2;
        return first <= last && last != '\\' ? [(first, last)] : throw Refuse("a range that ends before it begins");
    }

    private PathCharacters Escape()
    {
        if (AtEnd)
            throw Refuse("a backslash at its end");
        var c = text[_at++];
        return c switch
        {
            'd' => PathCharacters.Digits,
            'w' => PathCharacters.Word,
            'D' => PathCharacters.Digits with { Negated = true },
            'W' => PathCharacters.Word with { Negated = true },
            _ when char.IsAsciiLetterOrDigit(c) => throw Refuse($"'\\{c}', which is not read"),
            _ => One(c),
        };
    }

    private bool Take(char c)
    {
        if (AtEnd || text[_at] != c)
            return false;
        _at++;
        return true;
    }

    private static PathCharacters One(char c) => new(false, [(c, c)]);

    private FormatException Refuse(string found) => new($"it has {found} (before character {_at})");
}
