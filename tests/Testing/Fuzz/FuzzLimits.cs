using System.Globalization;

namespace T2L.Testing.Fuzz;

/// <summary>What a damaged file may cost. docs/decisions/0011-fuzz-rules.md gives the reasons.</summary>
internal static class FuzzLimits
{
    /// <summary>Damaged files for each loader; <c>T2L_FUZZ_CASES</c> asks for another number.</summary>
    public static int Cases { get; } = Setting("T2L_FUZZ_CASES", 20_000);

    /// <summary>The first case; <c>T2L_FUZZ_FIRST</c> begins later, to look at one case alone.</summary>
    public static int First { get; } = Setting("T2L_FUZZ_FIRST", 0);

    /// <summary>Where the random numbers begin; <c>T2L_FUZZ_SEED</c> asks for another series.</summary>
    public static ulong Seed { get; } = (ulong)Setting("T2L_FUZZ_SEED", 1);

    /// <summary>A case that takes longer hangs. The machine may be busy with other things, so it is far above what any case takes.</summary>
    public static TimeSpan PerCase { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Memory as a multiple of the file: of its own length, or of what a sound file of that length takes where objects made of text take more.</summary>
    public const double Factor = 2;

    /// <summary>
    /// Bytes for each byte of a text file besides: the runtime's JSON reader quotes a word it does not know whole, in UTF-16, and copies
    /// its sentence several times before anybody can shorten it.
    /// </summary>
    public const int QuotedBytes = 32;

    /// <summary>What every case may take besides: the exception, its sentence, its stack, small dictionaries.</summary>
    public const long FixedBytes = 64 << 10;

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
