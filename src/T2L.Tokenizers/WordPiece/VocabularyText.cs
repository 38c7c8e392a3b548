using System.Text;
using T2L.Tokenizers.AddedTokens;
using T2L.Tokenizers.Decoders;
using T2L.Tokenizers.Formats;
using T2L.Tokenizers.Normalizers;
using T2L.Tokenizers.PostProcessors;
using T2L.Tokenizers.PreTokenizers;
using T2L.Tokenizers.Vocabularies;

namespace T2L.Tokenizers.WordPiece;

/// <summary>Reads BERT's older form: <c>vocab.txt</c>, one token a line, the line's number its id.</summary>
internal static class VocabularyText
{
    public const string Name = "vocab.txt";

    private static readonly string[] Needed = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"];

    /// <param name="path">The file.</param>
    /// <param name="normalizer">How its texts are normalised.</param>
    public static TokenizerParts Read(string path, BertNormalizer normalizer)
    {
        var vocabulary = Vocabulary(Text(path), path);
        int Id(string token) => vocabulary.Id(token)
            ?? throw new ModelFormatException(ModelFormatError.BadValue, path, $"{token} is missing; a BERT vocabulary holds it on a line of its own.");
        var special = Needed.Select(token => Special(Id(token), token)).ToList();
        if (vocabulary.Id("[MASK]") is { } mask)
            special.Add(Special(mask, "[MASK]"));
        return new TokenizerParts(
            special,
            normalizer,
            BertPreTokenizer.Instance,
            new WordPieceModel(vocabulary, Id("[UNK]"), "##", maxCharacters: 100),
            new TemplatePostProcessor([Id("[CLS]")], [Id("[SEP]")]),
            new WholeTokenDecoder(new WordPieceDecoder("##", Cleanup: true).Rewrite));
    }

    /// <summary>The normalizer that a tokenizer_config.json asks for.</summary>
    public static BertNormalizer Normalizer(JsonSection config)
    {
        bool lowercase = config.Flag("do_lower_case", true);
        return new BertNormalizer(true, config.Flag("tokenize_chinese_chars", true), config.Flag("strip_accents", lowercase), lowercase);
    }

    private static Vocabulary Vocabulary(string text, string path)
    {
        var vocabulary = new Vocabulary(text.AsSpan().Count('\n') + 1);
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { } token)
        {
            if (!vocabulary.TryAdd(Encoding.UTF8.GetBytes(token), vocabulary.Count))
                throw new ModelFormatException(ModelFormatError.BadValue, path,
                    $"lines {vocabulary.Id(token) + 1} and {vocabulary.Count + 1} both hold '{JsonSection.Shorten(token)}'.");
        }
        vocabulary.Close();
        return vocabulary;
    }

    private static string Text(string path)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(JsonFile.ReadBytes(path));
        }
        catch (DecoderFallbackException exception)
        {
            throw new ModelFormatException(ModelFormatError.NotText, path, $"the file is not UTF-8 at byte {exception.Index}.", exception);
        }
    }

    private static AddedToken Special(int id, string token) => new(id, token, false, false, false, Normalized: false, Special: true);
}
