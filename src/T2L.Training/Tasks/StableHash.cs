namespace T2L.Training.Tasks;

/// <summary>FNV-1a over UTF-16 code units with a final mix: the same on every machine and in every run, unlike <see cref="string.GetHashCode()"/>.</summary>
internal static class StableHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(ReadOnlySpan<char> text) => Mix(Continue(Offset, text));

    /// <summary>The hash of two texts as one, without joining them; the separator keeps ("a", "bc") apart from ("ab", "c").</summary>
    public static ulong Of(ReadOnlySpan<char> first, ReadOnlySpan<char> second) =>
        Mix(Continue(Continue(Continue(Offset, first), "\n"), second));

    private static ulong Continue(ulong hash, ReadOnlySpan<char> text)
    {
        foreach (var character in text)
            hash = (hash ^ character) * Prime;
        return hash;
    }

    // FNV's low bits are weak on short texts and we take remainders; this is the finaliser of MurmurHash3.
    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }
}
