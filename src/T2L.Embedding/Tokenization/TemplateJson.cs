using T2L.Adapters;

namespace T2L.Embedding.Tokenization;

/// <summary>Reads what surrounds a text: a TemplateProcessing or BertProcessing post-processor.</summary>
internal static class TemplateJson
{
    private const int MaxPieces = 64;

    /// <param name="processor">The post_processor field; missing means that nothing is added.</param>
    /// <param name="isKnown">Whether an id belongs to a token.</param>
    public static SpecialTokenTemplate Read(JsonField processor, Func<int, bool> isKnown)
    {
        if (processor.IsMissing)
            return SpecialTokenTemplate.None;
        return processor["type"].Text() switch
        {
            "TemplateProcessing" => ReadTemplate(processor, isKnown),
            "BertProcessing" => new([PairId(processor["cls"], isKnown)], [PairId(processor["sep"], isKnown)]),
            var other => throw processor["type"].Refuse(
                AdapterFormatError.Unsupported, $"is '{other}'; this encoder reads 'TemplateProcessing' and 'BertProcessing'"),
        };
    }

    private static SpecialTokenTemplate ReadTemplate(JsonField processor, Func<int, bool> isKnown)
    {
        var before = new List<int>();
        var after = new List<int>();
        var seen = false;
        foreach (var piece in processor["single"].Items(MaxPieces))
        {
            if (!piece["SpecialToken"].IsMissing)
                (seen ? after : before).AddRange(TokenIds(piece["SpecialToken"], processor["special_tokens"], isKnown));
            else if (piece["Sequence"]["id"].Text() == "A" && !seen)
                seen = true;
            else
                throw processor["single"].Refuse(AdapterFormatError.InvalidConfig, "is not one sequence A with special tokens around it");
        }

        return seen
            ? new SpecialTokenTemplate(before, after)
            : throw processor["single"].Refuse(AdapterFormatError.InvalidConfig, "has no sequence A, so no text would remain");
    }

    private static List<int> TokenIds(JsonField piece, JsonField known, Func<int, bool> isKnown)
    {
        if (piece["type_id"].Integer(0, int.MaxValue, fallback: 0) != 0)
            throw piece["type_id"].Refuse(AdapterFormatError.Unsupported, "is not 0; this encoder gives every token of a text type 0");
        var name = piece["id"].Text();
        var definition = known[name];
        if (definition.IsMissing)
            throw piece["id"].Refuse(AdapterFormatError.InvalidConfig, $"is '{name}', which special_tokens does not define");
        return definition["ids"].Items(MaxPieces).Select(item => KnownId(item, isKnown)).ToList();
    }

    // BertProcessing writes a token as ["[CLS]", 101].
    private static int PairId(JsonField pair, Func<int, bool> isKnown) =>
        pair.Items(2).ToList() is [_, var id] ? KnownId(id, isKnown) : throw pair.Expected("a token and its id");

    private static int KnownId(JsonField field, Func<int, bool> isKnown)
    {
        var id = field.Integer(0, VocabularyJson.LargestId);
        return isKnown(id) ? id : throw field.Refuse(AdapterFormatError.InvalidConfig, $"is {id}, which belongs to no token");
    }
}
