namespace T2L.Adapters.Lora;

/// <summary>A part of an expression over module paths.</summary>
internal abstract record PathNode
{
    public sealed record Characters(PathCharacters Set) : PathNode;

    public sealed record Anchor(bool AtStart) : PathNode;

    public sealed record Sequence(IReadOnlyList<PathNode> Parts) : PathNode;

    public sealed record Choice(IReadOnlyList<PathNode> Parts) : PathNode;

    /// <summary>A part <c>Least</c> to <c>Most</c> times; null for any number.</summary>
    public sealed record Repetition(PathNode Part, int Least, int? Most) : PathNode;
}

/// <summary>A set of characters, as ranges.</summary>
internal sealed record PathCharacters(bool Negated, IReadOnlyList<(char First, char Last)> Ranges)
{
    public static readonly PathCharacters Any = new(true, []);
    public static readonly PathCharacters Digits = new(false, [('0', '9')]);
    public static readonly PathCharacters Word = new(false, [('0', '9'), ('A', 'Z'), ('a', 'z'), ('_', '_')]);

    public bool Contains(char c)
    {
        foreach (var (first, last) in Ranges)
        {
            if (c >= first && c <= last)
                return !Negated;
        }

        return Negated;
    }
}
