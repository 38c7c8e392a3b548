using System.Collections.Frozen;

namespace T2L.Training.Tasks.Inputs;

/// <summary>The nouns whose translations and category the suite knows.</summary>
internal static class Lexicon
{
    private static readonly FrozenDictionary<string, LexiconEntry> Entries = EmbeddedText.Lines("Inputs.Data.lexicon.txt")
        .Select(line => line.Text.Split(' ') is [var noun, var french, var spanish, var german, var category]
            ? new LexiconEntry(noun, french, spanish, german, category.Replace('_', ' '))
            : throw new InvalidDataException($"lexicon.txt:{line.Number}: expected noun, French, Spanish, German and category, got '{line.Text}'."))
        .ToFrozenDictionary(entry => entry.Noun, StringComparer.Ordinal);

    /// <summary>The nouns in alphabetical order.</summary>
    public static IReadOnlyList<string> Nouns { get; } = [.. Entries.Keys.Order(StringComparer.Ordinal)];

    public static LexiconEntry Find(string noun) => Entries.TryGetValue(noun, out var entry)
        ? entry
        : throw new KeyNotFoundException($"'{noun}' is not one of the {Nouns.Count} nouns of the lexicon.");
}
