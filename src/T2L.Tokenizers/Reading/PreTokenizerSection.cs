using System.Text;
using T2L.Tokenizers.Formats;
using T2L.Tokenizers.PreTokenizers;
using T2L.Tokenizers.Unicode;

namespace T2L.Tokenizers.Reading;

/// <summary>Reads <c>pre_tokenizer</c>.</summary>
internal readonly struct PreTokenizerSection(bool plain)
{
    private const string Known = "Sequence, ByteLevel, Split, Metaspace, Whitespace, WhitespaceSplit, Punctuation, Digits, CharDelimiterSplit or BertPreTokenizer";

    /// <summary>The steps, one after the other; none keeps the text whole.</summary>
    /// <param name="section">The section, if there is one.</param>
    /// <param name="plain">Every expression on the regular expression engine.</param>
    public static List<IPreTokenizer> Read(JsonSection? section, bool plain) =>
        section is { } present ? [.. new PreTokenizerSection(plain).Steps(present)] : [];

    private IEnumerable<IPreTokenizer> Steps(JsonSection section)
    {
        var self = this;
        return section.Text("type") switch
        {
            "Sequence" => section.Objects("pretokenizers").SelectMany(self.Steps),
            "ByteLevel" => [self.ByteLevel(section)],
            "Split" => [self.Split(section)],
            "Metaspace" => [new MetaspacePreTokenizer(Character(section, "replacement"), Prepend(section), section.Flag("split", true))],
            "Whitespace" => [Runs(Letters.IsWhiteSpace), new SplitPreTokenizer(new CharacterPattern(Letters.IsWord), SplitBehavior.Contiguous, false)],
            "WhitespaceSplit" => [Runs(Letters.IsWhiteSpace)],
            "Punctuation" => [new SplitPreTokenizer(new CharacterPattern(Letters.IsPunctuation), Behavior(section, SplitBehavior.Isolated), false)],
            "Digits" => [new SplitPreTokenizer(new CharacterPattern(Letters.IsNumber), Digits(section), false)],
            "CharDelimiterSplit" => [Delimiter(Character(section, "delimiter"))],
            "BertPreTokenizer" => [BertPreTokenizer.Instance],
            var other => throw section.Unsupported("type", other, Known),
        };
    }

    private ByteLevelPreTokenizer ByteLevel(JsonSection section)
    {
        var split = section.Flag("use_regex", true) ? Expression(Gpt2Scanner.Expression, section.File) : null;
        return new ByteLevelPreTokenizer(section.Flag("add_prefix_space", true), split);
    }

    private IPreTokenizer Expression(string expression, string file) => !plain && WordScanner.Of(expression) is { } scanner
        ? scanner
        : new SplitPreTokenizer(new RegexPattern(expression, file), SplitBehavior.Isolated, invert: false);

    private IPreTokenizer Split(JsonSection section)
    {
        var behavior = Behavior(section, null);
        bool invert = section.Flag("invert", false);
        // Both keep the matches, and there is nothing between those of a known expression.
        bool keepsMatches = (behavior, invert) is (SplitBehavior.Isolated, false) or (SplitBehavior.Removed, true);
        if (!plain && keepsMatches && section.Object("pattern").OptionalText("Regex") is { } regex && WordScanner.Of(regex) is { } scanner)
            return scanner;
        return new SplitPreTokenizer(PatternSection.Read(section), behavior, invert);
    }

    private static SplitPreTokenizer Runs(Func<Rune, bool> separators) => new(new CharacterPattern(separators), SplitBehavior.Removed, false);

    private static SplitPreTokenizer Delimiter(char delimiter) =>
        new(new LiteralPattern(delimiter.ToString()), SplitBehavior.Removed, false);

    private static SplitBehavior Digits(JsonSection section) =>
        section.Flag("individual_digits", false) ? SplitBehavior.Isolated : SplitBehavior.Contiguous;

    private static SplitBehavior Behavior(JsonSection section, SplitBehavior? otherwise)
    {
        if (otherwise is { } fallback && !section.Has("behavior"))
            return fallback;
        string name = section.Text("behavior");
        return Enum.TryParse<SplitBehavior>(name, out var behavior) && Enum.GetName(behavior) == name
            ? behavior
            : throw section.Unsupported("behavior", name, string.Join(", ", Enum.GetNames<SplitBehavior>()));
    }

    private static char Character(JsonSection section, string name) =>
        section.Text(name) is [var character] ? character : throw section.Wrong(name, section.Find(name)!.Value, "one character");

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
