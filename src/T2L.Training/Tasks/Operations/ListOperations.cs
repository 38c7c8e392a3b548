using System.Globalization;

namespace T2L.Training.Tasks.Operations;

/// <summary>Ten operations on a list of words separated by spaces.</summary>
internal static class ListOperations
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        List("first", words => words[0]),
        List("second", words => words[1]),
        List("last", words => words[^1]),
        List("count", words => words.Length.ToString(CultureInfo.InvariantCulture)),
        List("reverse", words => string.Join(' ', words.Reverse())),
        List("commas", words => string.Join(", ", words)),
        List("initials", words => string.Concat(words.Select(word => word[0]))),
        List("drop_first", words => string.Join(' ', words[1..])),
        List("drop_last", words => string.Join(' ', words[..^1])),
        List("capitalise_each", words => string.Join(' ', words.Select(Letters.Capitalise))),
    ];

    private static Operation List(string name, Func<string[], string> apply) =>
        new("list." + name, InputKind.WordList, list => apply(list.Split(' ')));
}
