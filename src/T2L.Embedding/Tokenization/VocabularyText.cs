using T2L.Adapters;

namespace T2L.Embedding.Tokenization;

/// <summary>Reads BERT's older form: <c>vocab.txt</c>, one token a line, the line's number its id.</summary>
internal static class VocabularyText
{
    private static readonly string[] SpecialTokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    /// <summary>Reads the vocabulary.</summary>
    /// <param name="text">The file's content.</param>
    /// <param name="file">Its name.</param>
    /// <param name="normalizer">How its texts are normalised.</param>
    public static TokenizerParts Read(string text, string file, BertNormalizer normalizer)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { } token)
            if (!ids.TryAdd(token, ids.Count))
                throw new AdapterFormatException(AdapterFormatError.DuplicateKey, $"lines {ids[token] + 1} and {ids.Count + 1} both hold '{token}'.", file);
        foreach (var needed in SpecialTokens.AsSpan(0, 4))
            if (!ids.ContainsKey(needed))
                throw new AdapterFormatException(AdapterFormatError.InvalidConfig, $"{needed} is missing; a BERT vocabulary holds it on a line of its own.", file);
        return new TokenizerParts(
            normalizer,
            new WordPieceModel(ids, "[UNK]", "##", maxCharacters: 100),
            SpecialTokens.Where(ids.ContainsKey).Select(t => new AddedToken(ids[t], t, Special: true)).ToList(),
            new SpecialTokenTemplate([ids["[CLS]"]], [ids["[SEP]"]]),
            new WordPieceDecoder("##", Cleanup: true),
            ids["[PAD]"]);
    }

    /// <summary>The normalizer that a tokenizer_config.json asks for.</summary>
    public static BertNormalizer Normalizer(JsonField config)
    {
        var lowercase = config["do_lower_case"].Flag(true);
        return new BertNormalizer(true, config["tokenize_chinese_chars"].Flag(true), config["strip_accents"].Flag(lowercase), lowercase);
    }
}
