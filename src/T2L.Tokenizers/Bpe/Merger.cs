using System.Numerics;
using System.Runtime.InteropServices;

namespace T2L.Tokenizers.Bpe;

/// <summary>Joins the symbols of one word: always the pair of lowest rank, the leftmost of equals.</summary>
internal static class Merger
{
    // Up to here looking at every rank again is quicker than keeping them in a heap.
    private const int Scanned = 192;

    /// <summary>Joins in place.</summary>
    /// <returns>How many symbols remain, at the front.</returns>
    public static int Run(Span<int> symbols, MergeTable merges, EncodingRun run) =>
        symbols.Length > Scanned ? new MergeHeap(symbols, merges).Run() : Scan(symbols, run.Ranks(symbols.Length), merges);

    private static int Scan(Span<int> symbols, Span<int> ranks, MergeTable merges)
    {
        int count = symbols.Length;
        for (int i = 0; i + 1 < count; i++)
            ranks[i] = merges.Rank(symbols[i], symbols[i + 1]);
        while (count > 1)
        {
            var open = ranks[..(count - 1)];
            int rank = Smallest(open);
            if (rank == MergeTable.None)
                break;
            int at = open.IndexOf(rank);
            symbols[at] = merges.Result(rank);
            symbols[(at + 2)..count].CopyTo(symbols[(at + 1)..]);
            open[(at + 1)..].CopyTo(open[at..]);
            count--;
            if (at > 0)
                ranks[at - 1] = merges.Rank(symbols[at - 1], symbols[at]);
            if (at + 1 < count)
                ranks[at] = merges.Rank(symbols[at], symbols[at + 1]);
        }
        return count;
    }

    private static int Smallest(ReadOnlySpan<int> ranks)
    {
        int smallest = MergeTable.None, i = 0;
        if (ranks.Length >= Vector<int>.Count)
        {
            var least = new Vector<int>(MergeTable.None);
            foreach (var ranksOfEight in MemoryMarshal.Cast<int, Vector<int>>(ranks))
                least = Vector.Min(least, ranksOfEight);
            for (int lane = 0; lane < Vector<int>.Count; lane++)
                smallest = Math.Min(smallest, least[lane]);
            i = ranks.Length - ranks.Length % Vector<int>.Count;
        }
        for (; i < ranks.Length; i++)
            smallest = Math.Min(smallest, ranks[i]);
        return smallest;
    }
}
