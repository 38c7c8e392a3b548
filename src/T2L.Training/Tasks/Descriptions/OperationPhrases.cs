namespace T2L.Training.Tasks.Descriptions;

/// <summary>All phrases of one operation or format, by role and form.</summary>
internal sealed class OperationPhrases
{
    /// <summary>The place in a phrase of role <see cref="PhraseRole.Hole"/> where another phrase goes.</summary>
    public const string Hole = "\u0001";

    private const ulong ReservedShare = 5; // one in five
    private readonly PhraseSet[][] _sets =
        [.. Enum.GetValues<PhraseRole>().Select(_ => Enum.GetValues<PhraseForm>().Select(_ => new PhraseSet()).ToArray())];
    private readonly string _salt;

    public OperationPhrases(string name, PhraseBlock block, PhraseFile file)
    {
        Name = name;
        File = file;
        Templates = block.Templates;
        _salt = "phrase/" + name;
        var expanders = Expanders(file);
        foreach (var template in block.Templates)
            Add(template, expanders);
    }

    /// <summary>The full name: <c>word.reverse</c>, <c>format.brackets</c>.</summary>
    public string Name { get; }

    public PhraseFile File { get; }

    public IReadOnlyList<PhraseTemplate> Templates { get; }

    /// <summary>Every phrase about the input, with the template it comes from; a phrase of two templates belongs to the first.</summary>
    public Dictionary<string, PhraseTemplate> Phrases { get; } = new(StringComparer.OrdinalIgnoreCase);

    public PhraseSet Of(PhraseForm form, PhraseRole role = PhraseRole.Input) => _sets[(int)role][(int)form];

    private static TemplateExpander[] Expanders(PhraseFile file) =>
    [
        new(file.Slots),
        new(With(file.Slots, file.ThenSlots)),
        new(With(file.Slots, file.ThenSlots.ToDictionary(slot => slot.Key, _ => Hole))),
    ];

    private static Dictionary<string, string> With(Dictionary<string, string> slots, Dictionary<string, string> others)
    {
        var all = new Dictionary<string, string>(slots, StringComparer.Ordinal);
        foreach (var (name, template) in others)
            all[name] = template;
        return all;
    }

    private void Add(PhraseTemplate template, TemplateExpander[] expanders)
    {
        List<string> phrases = [.. Expand(template, expanders[(int)PhraseRole.Input]).Where(phrase => Phrases.TryAdd(phrase, template))];
        if (phrases.Count == 0)
            throw File.Error(template.Line, $"'{template.Text}' says only what other templates of '{Name}' say already.");
        // Reserving every text of a template would make it one that training never met: then nothing of it is reserved.
        Func<string, bool> isReserved = phrases.All(HashReserves) ? _ => false : HashReserves;
        Of(template.Form).Add(phrases, isReserved);
        if (!File.ThenSlots.Keys.Any(name => template.Text.Contains('$' + name, StringComparison.Ordinal)))
            return;
        Of(template.Form, PhraseRole.Result).Add(Expand(template, expanders[(int)PhraseRole.Result]), isReserved);
        Of(template.Form, PhraseRole.Hole).Add([.. Expand(template, expanders[(int)PhraseRole.Hole]).Where(HasOneHole)], isReserved);
    }

    private IReadOnlyList<string> Expand(PhraseTemplate template, TemplateExpander expander)
    {
        try
        {
            return expander.Expand(template.Text);
        }
        catch (FormatException exception)
        {
            throw File.Error(template.Line, exception.Message, exception);
        }
    }

    private bool HashReserves(string phrase) => StableHash.Of(_salt, phrase) % ReservedShare == 0;

    private static bool HasOneHole(string phrase) => phrase.Split(Hole).Length == 2;
}
