using T2L.Training.Tasks.Inputs;

namespace T2L.Training.Tasks.Operations;

/// <summary>Four operations that need knowledge of a noun: three translations and its category.</summary>
internal static class NounOperations
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        Noun("french", noun => noun.French),
        Noun("spanish", noun => noun.Spanish),
        Noun("german", noun => noun.German),
        Noun("category", noun => noun.Category),
    ];

    private static Operation Noun(string name, Func<LexiconEntry, string> apply) =>
        new("noun." + name, InputKind.Noun, noun => apply(Lexicon.Find(noun)));
}
