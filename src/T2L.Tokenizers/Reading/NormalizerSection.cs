using T2L.Tokenizers.Formats;
using T2L.Tokenizers.Normalizers;
using T2L.Tokenizers.Unicode;

namespace T2L.Tokenizers.Reading;

/// <summary>Reads <c>normalizer</c>.</summary>
internal static class NormalizerSection
{
    private const string Known = "Sequence, NFC, NFD, NFKC, NFKD, Lowercase, Strip, StripAccents, Replace, Prepend or BertNormalizer";

    public static ITextNormalizer Read(JsonSection? section) =>
        section is { } present ? Read(present) : new SequenceNormalizer([]);

    private static ITextNormalizer Read(JsonSection section) => section.Text("type") switch
    {
        "Sequence" => new SequenceNormalizer([.. section.Objects("normalizers").Select(Read)]),
        "NFC" => new TextNormalizer(UnicodeForm.Nfc.Apply),
        "NFD" => new TextNormalizer(UnicodeForm.Nfd.Apply),
        "NFKC" => new TextNormalizer(UnicodeForm.Nfkc.Apply),
        "NFKD" => new TextNormalizer(UnicodeForm.Nfkd.Apply),
        "Lowercase" => new TextNormalizer(Letters.Lower),
        "Strip" => Strip(section.Flag("strip_left", true), section.Flag("strip_right", true)),
        "StripAccents" => new TextNormalizer(text => Letters.Without(text, Letters.IsMark)),
        "Replace" => new ReplaceNormalizer(PatternSection.Read(section), section.Text("content")),
        "Prepend" => Prepend(section.Text("prepend")),
        "BertNormalizer" => Bert(section),
        var other => throw section.Unsupported("type", other, Known),
    };

    private static TextNormalizer Prepend(string prefix) => new(text => text.Length == 0 ? text : prefix + text);

    private static TextNormalizer Strip(bool left, bool right) => new(text =>
    {
        text = left ? text.TrimStart() : text;
        return right ? text.TrimEnd() : text;
    });

    private static BertNormalizer Bert(JsonSection section)
    {
        bool lowercase = section.Flag("lowercase", true);
        return new BertNormalizer(
            section.Flag("clean_text", true),
            section.Flag("handle_chinese_chars", true),
            section.Flag("strip_accents", lowercase), // null follows lowercase
            lowercase);
    }
}
