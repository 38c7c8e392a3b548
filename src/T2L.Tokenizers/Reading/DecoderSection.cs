using T2L.Tokenizers.Formats;
using T2L.Tokenizers.Decoders;

namespace T2L.Tokenizers.Reading;

/// <summary>Reads <c>decoder</c>.</summary>
internal static class DecoderSection
{
    public static ITokenDecoder Read(JsonSection? section) =>
        section is { } present ? Read(present) : new SpaceJoinDecoder();

    private static ITokenDecoder Read(JsonSection section) => section.Text("type") switch
    {
        "Sequence" => new SequenceDecoder([.. section.Objects("decoders").Select(Read)]),
        "ByteLevel" => new ByteLevelDecoder(),
        "ByteFallback" => new ByteFallbackDecoder(),
        "Fuse" => new FuseDecoder(),
        "Replace" => new ReplaceDecoder(PatternSection.Literal(section), section.Text("content")),
        "Strip" => new StripDecoder(Character(section), section.Int("start"), section.Int("stop")),
        var other => throw section.Unsupported("type", other, "Sequence, ByteLevel, ByteFallback, Fuse, Replace or Strip"),
    };

    private static char Character(JsonSection section) =>
        section.Text("content") is [var character] ? character : throw section.Wrong("content", section.Find("content")!.Value, "one character");
}
