using System.Collections.Frozen;

namespace T2L.Training.Tasks.Descriptions;

/// <summary>The frames that make a phrase a description, and the joiners that make two phrases one.</summary>
internal sealed class SentenceBook
{
    private static readonly FrozenSet<string> FormatSlots = FrozenSet.Create(StringComparer.Ordinal, "tail", "fdo", "fsay");
    private static readonly FrozenSet<string> FrameSlots = FrozenSet.Create(StringComparer.Ordinal, "task", "a", "tail", "fdo", "fsay");
    private static readonly FrozenSet<string> JoinerSlots = FrozenSet.Create(StringComparer.Ordinal, "first", "noun", "tag", "then", "over", "of", "thentag");
    private readonly Dictionary<string, List<SentencePattern>> _sections = new(StringComparer.Ordinal)
    {
        ["training"] = [],
        ["test"] = [],
        ["joiners"] = [],
    };

    private SentenceBook()
    {
    }

    public IReadOnlyList<SentencePattern> TrainingFrames => _sections["training"];

    public IReadOnlyList<SentencePattern> TestFrames => _sections["test"];

    public IReadOnlyList<SentencePattern> Joiners => _sections["joiners"];

    public IReadOnlyList<SentencePattern> Frames(Wording wording) => wording == Wording.Training ? TrainingFrames : TestFrames;

    public static SentenceBook Parse(string file, IEnumerable<(int Number, string Text)> lines)
    {
        var book = new SentenceBook();
        var section = "";
        foreach (var (number, text) in lines)
        {
            try
            {
                section = book.Read(text, section);
            }
            catch (FormatException exception)
            {
                throw new InvalidDataException($"{file}:{number}: {exception.Message}", exception);
            }
        }
        // Every operation and every format has phrases that are orders; with such a sentence there is always one that fits.
        if (book._sections.FirstOrDefault(pair => pair.Value.All(pattern => pattern.Form != PhraseForm.Do)).Key is { } poor)
            throw new InvalidDataException($"{file}: section '{poor}' has no 'do' sentence.");
        return book;
    }

    private string Read(string text, string section)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var (word, rest) = space < 0 ? (text, "") : (text[..space], text[space..].Trim());
        if (word == "section:")
            return _sections.ContainsKey(rest) ? rest : throw new FormatException($"no section '{rest}'; there are {string.Join(", ", _sections.Keys)}.");
        if (section.Length == 0)
            throw new FormatException($"'{text}' stands before the first 'section:' line.");
        if (!Enum.TryParse<PhraseForm>(word, ignoreCase: true, out var form))
            throw new FormatException($"expected one of do, noun, ask, tag and a sentence, got '{text}'.");
        var pattern = new SentencePattern(form, rest);
        Check(pattern, section == "joiners");
        _sections[section].Add(pattern);
        return section;
    }

    private static void Check(SentencePattern pattern, bool isJoiner)
    {
        var known = isJoiner ? JoinerSlots : FrameSlots;
        if (pattern.Slots.FirstOrDefault(slot => !known.Contains(slot)) is { } unknown)
            throw new FormatException($"'${unknown}' is not a slot here; there are {string.Join(", ", known.Order(StringComparer.Ordinal).Select(slot => "$" + slot))}.");
        if (isJoiner)
            return;
        if (pattern.Slots.Count(slot => slot == "task") != 1 || pattern.Slots.Count(FormatSlots.Contains) != 1)
            throw new FormatException($"a frame has one $task and one of $tail, $fdo, $fsay; '{pattern.Text}' has not.");
        if (pattern.Slots.Where(FormatSlots.Contains).Any(slot => !pattern.IsOptional(slot)))
            throw new FormatException($"the format's slot must stand in [ ], as a plain answer is often not spoken of: '{pattern.Text}'.");
    }
}
