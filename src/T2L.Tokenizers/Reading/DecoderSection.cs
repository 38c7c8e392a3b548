using T2L.Tokenizers.Decoders;
using T2L.Tokenizers.Formats;
using T2L.Tokenizers.Normalizers;

namespace T2L.Tokenizers.Reading;

/// <summary>Reads <c>decoder</c>.</summary>
internal static class DecoderSection
{
    // Far beyond any real one; it bounds what a decoder keeps back.
    private const int MaxStrip = 1024;

    public static ITokenDecoder Read(JsonSection? section) =>
        section is { } present ? Read(present) : new WholeTokenDecoder((token, place) => place == 0 ? token : " " + token);

    private static ITokenDecoder Read(JsonSection section) => section.Text("type") switch
    {
        "Sequence" => new SequenceDecoder([.. section.Objects("decoders").Select(Read)]),
        "ByteLevel" => new ByteLevelDecoder(),
        "ByteFallback" => new ByteFallbackDecoder(),
        "Fuse" => new FuseDecoder(),
        "Replace" => Replace(section, section.Text("content")),
        "Metaspace" => Metaspace(Character(section, "replacement"), section.OptionalText("prepend_scheme") ?? "always"),
        "WordPiece" => new WholeTokenDecoder(
            new WordPieceDecoder(section.OptionalText("prefix") ?? "##", section.Flag("cleanup", true)).Rewrite),
        "Strip" => new StripDecoder(Character(section, "content"), Count(section, "start"), Count(section, "stop")),
        var other => throw section.Unsupported("type", other, "Sequence, ByteLevel, ByteFallback, Fuse, Replace, Metaspace, WordPiece or Strip"),
    };

    private static ITokenDecoder Replace(JsonSection section, string content) =>
        ReplaceDecoder.Of(PatternSection.Literal(section), new ReplaceNormalizer(PatternSection.Read(section), content), content);

    // The first token loses every mark, because encoding put one there.
    private static WholeTokenDecoder Metaspace(char replacement, string scheme) => new((token, place) =>
        place == 0 && scheme != "never"
            ? token.Replace(replacement.ToString(), "", StringComparison.Ordinal)
            : token.Replace(replacement, ' '));

    private static int Count(JsonSection section, string name) => section.Int(name, 0, MaxStrip, null);

    private static char Character(JsonSection section, string name) =>
        section.Text(name) is [var character] ? character : throw section.Wrong(name, section.Find(name)!.Value, "one character");
}
