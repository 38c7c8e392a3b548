using T2L.Tokenizers.Formats;

namespace T2L.Tokenizers.Reading;

/// <summary>Reads <c>added_tokens</c>.</summary>
internal static class AddedTokensSection
{
    public static IReadOnlyList<AddedToken> Read(JsonSection root, IReadOnlyDictionary<string, int> vocabulary)
    {
        if (!root.Has("added_tokens"))
            return [];
        var tokens = new Dictionary<string, AddedToken>();
        foreach (var section in root.Objects("added_tokens"))
        {
            var token = Read(section);
            bool conflict = vocabulary.TryGetValue(token.Content, out int id) && id != token.Id;
            if (conflict || !tokens.TryAdd(token.Content, token))
                throw new ModelFormatException(ModelFormatError.BadValue, root.File, $"{section.Path}: '{token.Content}' has two ids.");
        }
        return [.. tokens.Values];
    }

    private static AddedToken Read(JsonSection section) => new(
        VocabularyId.Check(section, "id", section.Int("id")),
        section.Text("content"),
        section.Flag("single_word", false),
        section.Flag("lstrip", false),
        section.Flag("rstrip", false),
        section.Flag("normalized", true),
        section.Flag("special", false));
}
