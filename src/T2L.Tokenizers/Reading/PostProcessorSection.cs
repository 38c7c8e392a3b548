using System.Text.Json;
using T2L.Tokenizers.Formats;
using T2L.Tokenizers.PostProcessors;

namespace T2L.Tokenizers.Reading;

/// <summary>Reads <c>post_processor</c>; of a template, the form for one text.</summary>
internal static class PostProcessorSection
{
    // Real templates add one token before a text and one after it.
    private const int MaxParts = 64;

    public static TemplatePostProcessor Read(JsonSection? section, Func<int, bool> isKnown)
    {
        if (section is not { } present)
            return TemplatePostProcessor.None;
        var around = Around(present);
        foreach (int id in around.Before.Concat(around.After))
            if (!isKnown(id))
                throw Bad(present, $"{present.Path} adds id {id}, which belongs to no token.");
        return around;
    }

    private static TemplatePostProcessor Around(JsonSection section) => section.Text("type") switch
    {
        "TemplateProcessing" => Template(section),
        "BertProcessing" or "RobertaProcessing" => new([PairId(section, "cls")], [PairId(section, "sep")]),
        // It trims offsets, which are not kept here; ids stay as they are.
        "ByteLevel" => TemplatePostProcessor.None,
        "Sequence" => section.Objects("processors").Aggregate(TemplatePostProcessor.None, (inner, step) =>
        {
            var outer = Around(step);
            return new([.. outer.Before, .. inner.Before], [.. inner.After, .. outer.After]);
        }),
        var other => throw section.Unsupported("type", other, "TemplateProcessing, BertProcessing, RobertaProcessing, ByteLevel or Sequence"),
    };

    private static TemplatePostProcessor Template(JsonSection section)
    {
        List<int> before = [], after = [];
        bool seen = false;
        Bound(section, "single");
        foreach (var part in section.Objects("single"))
        {
            if (part.OptionalObject("SpecialToken") is { } token)
                (seen ? after : before).AddRange(Ids(section, token));
            else if (part.Object("Sequence").Text("id") == "A" && !seen)
                seen = true;
            else
                throw section.Unsupported("single", part.Element.GetRawText(), "the text $A once");
        }
        return seen ? new(before, after) : throw section.Missing("single: the text $A");
    }

    private static IEnumerable<int> Ids(JsonSection section, JsonSection part)
    {
        if (part.OptionalInt("type_id") is { } type and not 0)
            throw part.Unsupported("type_id", $"{type}", "0, the type that every token of a text gets here");
        var token = section.Object("special_tokens").Object(part.Text("id"));
        Bound(token, "ids");
        return [.. token.Array("ids").EnumerateArray().Select(id => Id(token, "ids", id))];
    }

    private static void Bound(JsonSection section, string name)
    {
        if (section.Array(name).GetArrayLength() is > MaxParts and var count)
            throw Bad(section, $"{section.Path}.{name} has {count} elements, the limit is {MaxParts}.");
    }

    // BertProcessing writes a token as ["[CLS]", 101].
    private static int PairId(JsonSection section, string name) => section.Array(name) is var pair && pair.GetArrayLength() == 2
        ? Id(section, name, pair[1])
        : throw section.Wrong(name, pair, "a token and its id");

    private static int Id(JsonSection section, string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int id)
            ? VocabularyId.Check(section, name, id)
            : throw section.Wrong(name, value, "an id");

    private static ModelFormatException Bad(JsonSection section, string sentence) => new(ModelFormatError.BadValue, section.File, sentence);
}
