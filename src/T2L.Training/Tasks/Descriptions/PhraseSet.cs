namespace T2L.Training.Tasks.Descriptions;

/// <summary>The phrases of one operation in one form and one role, apart for training and for unseen wordings.</summary>
internal sealed class PhraseSet
{
    private readonly List<string[]> _training = [];
    private readonly List<string[]> _reserved = [];

    public IEnumerable<string> Training => _training.SelectMany(phrases => phrases);

    public IEnumerable<string> Reserved => _reserved.SelectMany(phrases => phrases);

    /// <summary>Adds the phrases of one template.</summary>
    public void Add(IReadOnlyList<string> phrases, Func<string, bool> isReserved)
    {
        AddNonEmpty(_training, [.. phrases.Where(phrase => !isReserved(phrase))]);
        AddNonEmpty(_reserved, [.. phrases.Where(isReserved)]);
    }

    public bool Has(Wording wording) => Of(wording).Count > 0;

    /// <summary>A phrase: first a template, then one of its texts, so that a template with many choices does not drown the others.</summary>
    public string Pick(Random random, Wording wording)
    {
        var templates = Of(wording);
        var texts = templates[random.Next(templates.Count)];
        return texts[random.Next(texts.Length)];
    }

    private List<string[]> Of(Wording wording) => wording == Wording.Training ? _training : _reserved;

    private static void AddNonEmpty(List<string[]> templates, string[] phrases)
    {
        if (phrases.Length > 0)
            templates.Add(phrases);
    }
}
