using System.Text;

namespace T2L.Training.Tasks.Descriptions;

/// <summary>Chooses a phrase for one operation, joining two where it is a pair.</summary>
internal readonly struct OperationWriter(PhraseBook phrases, SentenceBook sentences, Operation operation, Random random, Wording wording)
{
    private readonly OperationPhrases _first = phrases.Of(operation.First);
    private readonly OperationPhrases? _second = operation.Second is null ? null : phrases.Of(operation.Second);

    /// <summary>Whether there is a phrase of this form.</summary>
    public bool Can(PhraseForm form)
    {
        if (_second is null)
            return _first.Of(form).Has(wording);
        foreach (var joiner in sentences.Joiners)
            if (joiner.Form == form && CanJoin(joiner))
                return true;
        return false;
    }

    public string Phrase(PhraseForm form)
    {
        if (_second is null)
            return _first.Of(form).Pick(random, wording);
        var joiners = sentences.Joiners;
        var joiner = joiners[random.Next(joiners.Count)];
        while (joiner.Form != form || !CanJoin(joiner))
            joiner = joiners[random.Next(joiners.Count)];
        var text = new StringBuilder(120);
        joiner.Write(text, withOptional: true, Fill);
        return text.ToString();
    }

    private bool CanJoin(SentencePattern joiner)
    {
        foreach (var slot in joiner.Slots)
            if (!Set(slot).Has(wording) || (IsNested(slot) && !_first.Of(PhraseForm.Noun).Has(wording)))
                return false;
        return true;
    }

    private string Fill(string slot)
    {
        var phrase = Set(slot).Pick(random, wording);
        return IsNested(slot)
            ? phrase.Replace(OperationPhrases.Hole, _first.Of(PhraseForm.Noun).Pick(random, wording), StringComparison.Ordinal)
            : phrase;
    }

    // "over" and "of" speak of the second operation and leave a hole for the first.
    private static bool IsNested(string slot) => slot is "over" or "of";

    private PhraseSet Set(string slot) => slot switch
    {
        "first" => _first.Of(PhraseForm.Do),
        "noun" => _first.Of(PhraseForm.Noun),
        "tag" => _first.Of(PhraseForm.Tag),
        "then" => _second!.Of(PhraseForm.Do, PhraseRole.Result),
        "over" => _second!.Of(PhraseForm.Do, PhraseRole.Hole),
        "of" => _second!.Of(PhraseForm.Noun, PhraseRole.Hole),
        _ => _second!.Of(PhraseForm.Tag),
    };
}
