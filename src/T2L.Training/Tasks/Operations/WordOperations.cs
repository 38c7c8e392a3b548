using System.Globalization;

namespace T2L.Training.Tasks.Operations;

/// <summary>Twenty-four operations on one word, sixteen of which span the grid of pairs.</summary>
internal static class WordOperations
{
    /// <summary>The rows of the grid: what may be done first.</summary>
    public static IReadOnlyList<Operation> GridFirst { get; } =
    [
        Word("reverse", Letters.Reverse),
        Word("drop_first", word => word[1..]),
        Word("drop_last", word => word[..^1]),
        Word("first_three", word => word[..Math.Min(3, word.Length)]),
        Word("rotate_left", word => word[1..] + word[0]),
        Word("swap_ends", word => word[^1] + word[1..^1] + word[0]),
        Word("last_three", word => word[Math.Max(0, word.Length - 3)..]),
        Word("rotate_right", word => word[^1] + word[..^1]),
    ];

    /// <summary>The columns of the grid: what may be done to the result.</summary>
    public static IReadOnlyList<Operation> GridSecond { get; } =
    [
        Word("upper", word => word.ToUpperInvariant()),
        Word("capitalise", Letters.Capitalise),
        Word("hyphenate", word => string.Join('-', word.AsEnumerable())),
        Word("space_out", word => string.Join(' ', word.AsEnumerable())),
        Word("double_letters", word => string.Concat(word.Select(letter => new string(letter, 2)))),
        Word("repeat", word => word + word),
        Word("mask_vowels", word => string.Concat(word.Select(letter => Letters.IsVowel(letter) ? '*' : letter))),
        Word("add_s", word => word + "s"),
    ];

    public static IReadOnlyList<Operation> All { get; } =
    [
        .. GridFirst,
        .. GridSecond,
        Word("copy", word => word),
        Word("first_letter", word => word[..1]),
        Word("last_letter", word => word[^1..]),
        Word("length", word => word.Length.ToString(CultureInfo.InvariantCulture)),
        Word("drop_vowels", word => string.Concat(word.Where(letter => !Letters.IsVowel(letter)))),
        Word("add_ing", word => word + "ing"),
        Question("starts_with_vowel", word => Letters.IsVowel(word[0])),
        Question("longer_than_four", word => word.Length > 4),
    ];

    private static Operation Question(string name, Func<string, bool> holds) => Operation.Question("word." + name, InputKind.Word, holds);

    private static Operation Word(string name, Func<string, string> apply) => new("word." + name, InputKind.Word, apply);
}
