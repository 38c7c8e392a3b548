using T2L.Tokenizers.Formats;
using T2L.Tokenizers.PreTokenizers;

namespace T2L.Tokenizers.Reading;

/// <summary>Reads <c>pre_tokenizer</c>.</summary>
internal static class PreTokenizerSection
{
    public static IPreTokenizer Read(JsonSection? section) =>
        section is { } present ? Read(present) : new SequencePreTokenizer([]);

    private static IPreTokenizer Read(JsonSection section) => section.Text("type") switch
    {
        "Sequence" => new SequencePreTokenizer([.. section.Objects("pretokenizers").Select(Read)]),
        "ByteLevel" => new ByteLevelPreTokenizer(section.Flag("add_prefix_space", true), section.Flag("use_regex", true)),
        "Split" => new SplitPreTokenizer(PatternSection.Finder(section), Behavior(section), section.Flag("invert", false)),
        "Metaspace" => new MetaspacePreTokenizer(section.Text("replacement"), Prepend(section), section.Flag("split", true)),
        var other => throw section.Unsupported("type", other, "Sequence, ByteLevel, Split or Metaspace"),
    };

    private static SplitBehavior Behavior(JsonSection section) =>
        Enum.TryParse<SplitBehavior>(section.Text("behavior"), out var behavior)
            ? behavior
            : throw section.Unsupported("behavior", section.Text("behavior"), string.Join(", ", Enum.GetNames<SplitBehavior>()));

    private static PrependScheme Prepend(JsonSection section) => section.OptionalText("prepend_scheme") switch
    {
        "always" => PrependScheme.Always,
        "never" => PrependScheme.Never,
        "first" => PrependScheme.First,
        // Files from before the scheme existed say it with a flag.
        null => section.Flag("add_prefix_space", true) ? PrependScheme.Always : PrependScheme.Never,
        var other => throw section.Unsupported("prepend_scheme", other, "always, never or first"),
    };
}
