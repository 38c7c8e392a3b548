using T2L.Tokenizers.Formats;
using T2L.Tokenizers.Normalizers;

namespace T2L.Tokenizers.Reading;

/// <summary>Reads <c>normalizer</c>.</summary>
internal static class NormalizerSection
{
    public static ITextNormalizer Read(JsonSection? section) =>
        section is { } present ? Read(present) : new SequenceNormalizer([]);

    private static ITextNormalizer Read(JsonSection section) => section.Text("type") switch
    {
        "Sequence" => new SequenceNormalizer([.. section.Objects("normalizers").Select(Read)]),
        "NFC" => new NfcNormalizer(),
        "Replace" => new ReplaceNormalizer(PatternSection.Literal(section), section.Text("content")),
        "Prepend" => new PrependNormalizer(section.Text("prepend")),
        var other => throw section.Unsupported("type", other, "Sequence, NFC, Replace or Prepend"),
    };
}
