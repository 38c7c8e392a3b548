using T2L.Tokenizers.AddedTokens;
using T2L.Tokenizers.Formats;
using T2L.Tokenizers.Vocabularies;

namespace T2L.Tokenizers.Reading;

/// <summary>Reads <c>added_tokens</c>.</summary>
internal static class AddedTokensSection
{
    private const int MaxTokens = 1 << 17, MaxCharacters = 512;

    public static IReadOnlyList<AddedToken> Read(JsonSection root, Vocabulary vocabulary)
    {
        if (!root.Has("added_tokens"))
            return [];
        int count = root.Array("added_tokens").GetArrayLength();
        if (count > MaxTokens)
            throw Bad(root, $"added_tokens has {count} elements, the limit is {MaxTokens}.");
        var byContent = new Dictionary<string, AddedToken>();
        var byId = new Dictionary<int, string>();
        foreach (var section in root.Objects("added_tokens"))
        {
            var token = Read(section);
            if (token.Content.Length == 0)
                throw Bad(root, $"{section.Path}.content is empty.");
            if (token.Content.Length > MaxCharacters)
                throw Bad(root, $"{section.Path}.content has {token.Content.Length} characters, the limit is {MaxCharacters}.");
            if ((vocabulary.Id(token.Content) ?? token.Id) != token.Id || !byContent.TryAdd(token.Content, token))
                throw Bad(root, $"{section.Path}: '{token.Content}' has two ids.");
            if ((vocabulary.Token(token.Id) ?? token.Content) != token.Content || !byId.TryAdd(token.Id, token.Content))
                throw Bad(root, $"{section.Path}: id {token.Id} of '{token.Content}' belongs to '{vocabulary.Token(token.Id) ?? byId[token.Id]}'.");
        }
        return [.. byContent.Values];
    }

    private static AddedToken Read(JsonSection section) => new(
        VocabularyId.Check(section, "id", section.Int("id")),
        section.Text("content"),
        section.Flag("single_word", false),
        section.Flag("lstrip", false),
        section.Flag("rstrip", false),
        section.Flag("normalized", !section.Flag("special", false)),
        section.Flag("special", false));

    private static ModelFormatException Bad(JsonSection root, string sentence) => new(ModelFormatError.BadValue, root.File, sentence);
}
