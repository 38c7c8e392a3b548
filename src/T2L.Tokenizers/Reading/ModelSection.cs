using System.Globalization;
using T2L.Tokenizers.Bpe;
using T2L.Tokenizers.Formats;
using T2L.Tokenizers.Vocabularies;
using T2L.Tokenizers.WordPiece;

namespace T2L.Tokenizers.Reading;

/// <summary>Reads <c>model</c>: BPE or WordPiece.</summary>
internal static class ModelSection
{
    private const string Path = "model";

    public static ITokenModel Read(ReadOnlyMemory<byte> json, string file)
    {
        var parts = JsonFile.Guard(file, () => JsonParts.Of(json, file, Path, keep: null, apart: ["vocab", "merges"]));
        return JsonFile.Parse(parts.Kept, file, Path, section => Read(section, parts.Apart));
    }

    private static ITokenModel Read(JsonSection section, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> large)
    {
        // Early files have no type; a model with merges is BPE.
        string type = section.OptionalText("type") ?? (large.ContainsKey("merges") ? "BPE" : throw section.Missing("type"));
        if (type is not ("BPE" or "WordPiece"))
            throw section.Unsupported("type", type, "BPE or WordPiece");
        if (type == "BPE")
            RefuseUnsupported(section);
        if (!large.TryGetValue("vocab", out var vocabularyJson))
            throw section.Missing("vocab");
        var vocabulary = VocabularyJson.Read(vocabularyJson, section);
        if (type == "WordPiece")
            return WordPiece(section, vocabulary);
        if (!large.TryGetValue("merges", out var mergesJson))
            throw section.Missing("merges");
        return Bpe(section, vocabulary, MergesJson.Read(mergesJson, section, vocabulary));
    }

    private static WordPieceModel WordPiece(JsonSection section, Vocabulary vocabulary) => new(
        vocabulary,
        Unknown(section, vocabulary, section.OptionalText("unk_token") ?? "[UNK]"),
        section.OptionalText("continuing_subword_prefix") ?? "##",
        section.Int("max_input_chars_per_word", 1, WordPieceModel.LongestWord, otherwise: 100));

    private static BpeModel Bpe(JsonSection section, Vocabulary vocabulary, MergeTable merges) => new(vocabulary, merges, new BpeOptions
    {
        UnknownId = section.OptionalText("unk_token") is { } unknown ? Unknown(section, vocabulary, unknown) : null,
        FuseUnknown = section.Flag("fuse_unk", false),
        ByteFallback = section.Flag("byte_fallback", false),
        IgnoreMerges = section.Flag("ignore_merges", false),
    });

    private static int Unknown(JsonSection section, Vocabulary vocabulary, string token) => vocabulary.Id(token)
        ?? throw new ModelFormatException(ModelFormatError.BadValue, section.File, $"{Path}.unk_token is \"{token}\", expected a token of the vocabulary.");

    private static void RefuseUnsupported(JsonSection section)
    {
        if (section.OptionalNumber("dropout") is { } dropout and not 0)
            throw section.Unsupported("dropout", dropout.ToString(CultureInfo.InvariantCulture), "none");
        foreach (string name in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
            if (section.OptionalText(name) is { Length: > 0 } text)
                throw section.Unsupported(name, $"\"{text}\"", "none");
    }
}
