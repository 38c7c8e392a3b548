namespace T2L.Training.RandomModels;

/// <summary>Tokens and merges of a BPE vocabulary that was never trained: characters, then ever longer strings of them.</summary>
/// <remarks>
/// Characters stand in the order of how frequent they are, and pieces are joined diagonal by diagonal (1+1, 1+2, 2+1, 1+3, ...), so
/// pairs of frequent letters come first and any text finds merges: about four characters of English a token with a full-sized table.
/// </remarks>
internal sealed class PieceTable
{
    private const int LongestPiece = 12;

    private PieceTable(IReadOnlyList<string> tokens, IReadOnlyList<(string Left, string Right)> merges) => (Tokens, Merges) = (tokens, merges);

    /// <summary>The characters and after them the pieces.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>What the pieces are joined of, in the order of the pieces.</summary>
    public IReadOnlyList<(string Left, string Right)> Merges { get; }

    /// <summary>Makes a table.</summary>
    /// <param name="characters">Single characters, the most frequent first, the space's among them.</param>
    /// <param name="space">The character that stands for a space; it only begins a piece.</param>
    /// <param name="size">Tokens in all.</param>
    public static PieceTable Of(IReadOnlyList<string> characters, char space, int size)
    {
        List<string> tokens = [.. characters.Take(size)];
        List<(string, string)> merges = [];
        var known = new HashSet<string>(tokens, StringComparer.Ordinal);
        for (var diagonal = 0; tokens.Count < size; diagonal++)
        {
            for (var left = 0; left <= diagonal && tokens.Count < size; left++)
            {
                var (a, b) = (tokens[left], tokens[diagonal - left]);
                if (a.Length + b.Length > LongestPiece || b.Contains(space, StringComparison.Ordinal) || !known.Add(a + b))
                    continue;
                tokens.Add(a + b);
                merges.Add((a, b));
            }
        }
        return new PieceTable(tokens, merges);
    }

    /// <summary>Printable ASCII without the space, letters by their frequency in English first.</summary>
    public static IEnumerable<string> Letters() =>
        "etaoinshrdlcumwfgypbvkjxqz".Concat("TAISOWCBPHFMDRELNGUVYJKQXZ").Concat(",.0123456789'-\"")
            .Concat(Enumerable.Range(33, 94).Select(code => (char)code)).Distinct().Select(letter => letter.ToString());
}
