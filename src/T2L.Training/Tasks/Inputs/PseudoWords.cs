namespace T2L.Training.Tasks.Inputs;

/// <summary>Made-up words that can be pronounced: onset and nucleus, again and again, perhaps a coda.</summary>
internal static class PseudoWords
{
    public const int MinLength = 3;
    public const int MaxLength = 7;

    // Repeated entries are more frequent.
    private static readonly string[] Onsets =
        [.. "b c d f g h j k l m n p qu r s t v w y z b d f g l m n p r s t br ch cl cr dr fl fr gl gr pl pr sh sl st th tr".Split(' '), ""];
    private static readonly string[] Nuclei = "a e i o u a e i o u a e i o ai ea ee ie oa oo ou".Split(' ');
    private static readonly string[] Codas = [.. "b ck d f g k l ll m n nd nk nt p r rd rk rn s st t x y z".Split(' '), "", ""];

    public static string Sample(Random random)
    {
        Span<char> word = stackalloc char[16];
        while (true)
        {
            var target = random.Next(MinLength, MaxLength + 1);
            var length = 0;
            while (length < target - 1)
            {
                Append(word, ref length, Pick(random, Onsets));
                Append(word, ref length, Pick(random, Nuclei));
            }
            if (length < target)
                Append(word, ref length, Pick(random, Codas));
            if (length == target && HasConsonant(word[..length]))
                return new string(word[..length]);
        }
    }

    private static string Pick(Random random, string[] units) => units[random.Next(units.Length)];

    private static void Append(Span<char> word, ref int length, string unit)
    {
        unit.CopyTo(word[length..]);
        length += unit.Length;
    }

    private static bool HasConsonant(ReadOnlySpan<char> word) => word.ContainsAnyExcept("aeiou");
}
