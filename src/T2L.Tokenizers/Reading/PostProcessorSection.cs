using System.Text.Json;
using T2L.Tokenizers.Formats;
using T2L.Tokenizers.PostProcessors;

namespace T2L.Tokenizers.Reading;

/// <summary>Reads <c>post_processor</c>; of a template, the form for one text.</summary>
internal static class PostProcessorSection
{
    public static TemplatePostProcessor Read(JsonSection? section)
    {
        if (section is not { } present)
            return TemplatePostProcessor.None;
        var (before, after) = Around(present);
        return new TemplatePostProcessor(before, after);
    }

    private static (List<int> Before, List<int> After) Around(JsonSection section) => section.Text("type") switch
    {
        "TemplateProcessing" => Template(section),
        // It trims offsets, which are not kept here; ids stay as they are.
        "ByteLevel" => ([], []),
        "Sequence" => Sequence(section),
        var other => throw section.Unsupported("type", other, "TemplateProcessing, ByteLevel or Sequence"),
    };

    private static (List<int> Before, List<int> After) Sequence(JsonSection section)
    {
        List<int> before = [], after = [];
        foreach (var step in section.Objects("processors"))
        {
            var (outerBefore, outerAfter) = Around(step);
            before.InsertRange(0, outerBefore);
            after.AddRange(outerAfter);
        }
        return (before, after);
    }

    private static (List<int> Before, List<int> After) Template(JsonSection section)
    {
        List<int> before = [], after = [];
        bool seen = false;
        foreach (var part in section.Objects("single"))
        {
            if (part.OptionalObject("SpecialToken") is { } token)
                (seen ? after : before).AddRange(Ids(section, token.Text("id")));
            else if (part.Object("Sequence").Text("id") == "A" && !seen)
                seen = true;
            else
                throw section.Unsupported("single", part.Element.GetRawText(), "the text $A once");
        }
        return seen ? (before, after) : throw section.Missing("single: the text $A");
    }

    private static List<int> Ids(JsonSection section, string name)
    {
        var token = section.Object("special_tokens").Object(name);
        var ids = new List<int>();
        foreach (var id in token.Array("ids").EnumerateArray())
            ids.Add(id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out int value)
                ? VocabularyId.Check(token, "ids", value)
                : throw token.Wrong("ids", id, "a list of ids"));
        return ids;
    }
}
