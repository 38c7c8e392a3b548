using System.Globalization;
using System.Text.Json;
using T2L.Tokenizers.Formats;

namespace T2L.Tokenizers.Reading;

/// <summary>Reads <c>model</c> of type BPE. Merges come as <c>"a b"</c> or as <c>["a", "b"]</c>; both are in use.</summary>
internal static class BpeSection
{
    public static BpeModel Read(JsonSection section)
    {
        // Early files have no type; a model with merges is BPE.
        string type = section.OptionalText("type") ?? (section.Has("merges") ? "BPE" : "none");
        if (type != "BPE")
            throw section.Unsupported("type", type, "BPE");
        RefuseUnsupported(section);
        var ids = ReadVocabulary(section);
        return new BpeModel(ids, ReadMerges(section, ids), new BpeOptions
        {
            UnknownId = ReadUnknown(section, ids),
            FuseUnknown = section.Flag("fuse_unk", false),
            ByteFallback = section.Flag("byte_fallback", false),
            IgnoreMerges = section.Flag("ignore_merges", false),
        });
    }

    private static void RefuseUnsupported(JsonSection section)
    {
        if (section.OptionalNumber("dropout") is { } dropout and not 0)
            throw section.Unsupported("dropout", dropout.ToString(CultureInfo.InvariantCulture), "none");
        foreach (string name in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
            if (section.OptionalText(name) is { Length: > 0 } text)
                throw section.Unsupported(name, $"\"{text}\"", "none");
    }

    private static Dictionary<string, int> ReadVocabulary(JsonSection section)
    {
        var vocabulary = section.Object("vocab");
        var ids = new Dictionary<string, int>();
        var used = new HashSet<int>();
        foreach (var entry in vocabulary.Element.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.Number || !entry.Value.TryGetInt32(out int id))
                throw vocabulary.Wrong(entry.Name, entry.Value, "an id");
            VocabularyId.Check(vocabulary, entry.Name, id);
            if (!ids.TryAdd(entry.Name, id) || !used.Add(id))
                throw vocabulary.Wrong(entry.Name, entry.Value, "each token and each id once");
        }
        return ids;
    }

    private static int? ReadUnknown(JsonSection section, Dictionary<string, int> ids)
    {
        if (section.OptionalText("unk_token") is not { } unknown)
            return null;
        return ids.TryGetValue(unknown, out int id)
            ? id
            : throw section.Wrong("unk_token", section.Find("unk_token")!.Value, "a token of the vocabulary");
    }

    private static Dictionary<long, BpeModel.Merge> ReadMerges(JsonSection section, Dictionary<string, int> ids)
    {
        var merges = new Dictionary<long, BpeModel.Merge>();
        int rank = 0;
        foreach (var entry in section.Array("merges").EnumerateArray())
        {
            var (left, right) = Parts(section, entry);
            if (!ids.TryGetValue(left, out int leftId) || !ids.TryGetValue(right, out int rightId) || !ids.TryGetValue(left + right, out int id))
                throw section.Wrong($"merges[{rank}]", entry, "two tokens of the vocabulary that make a third");
            // A pair that is listed twice keeps its last rank, as in the reference implementation.
            merges[BpeModel.Pair(leftId, rightId)] = new BpeModel.Merge(rank++, id);
        }
        return merges;
    }

    private static (string Left, string Right) Parts(JsonSection section, JsonElement entry)
    {
        if (entry.ValueKind == JsonValueKind.String && entry.GetString()!.Split(' ') is [var left, var right])
            return (left, right);
        if (entry.ValueKind == JsonValueKind.Array && entry.GetArrayLength() == 2
            && entry[0].ValueKind == JsonValueKind.String && entry[1].ValueKind == JsonValueKind.String)
            return (entry[0].GetString()!, entry[1].GetString()!);
        throw section.Wrong("merges", entry, "pairs of tokens");
    }
}
