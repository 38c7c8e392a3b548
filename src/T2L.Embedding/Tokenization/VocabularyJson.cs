using System.Text.Json;
using T2L.Adapters;

namespace T2L.Embedding.Tokenization;

/// <summary>Reads the vocabulary of a <c>tokenizer.json</c>: token to id, each once.</summary>
internal static class VocabularyJson
{
    /// <summary>The largest id that is read; the largest vocabularies in use have about 260,000 entries.</summary>
    public const int LargestId = 9_999_999;

    private const int MaxTokens = 1_000_000;

    public static Dictionary<string, int> Read(JsonField vocabulary)
    {
        if (vocabulary.Value.ValueKind != JsonValueKind.Object)
            throw vocabulary.Expected("an object of token and id");
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var owners = new Dictionary<int, string>();
        foreach (var member in vocabulary.Value.EnumerateObject())
        {
            var token = member.Name;
            if (!member.Value.TryGetId(out var id))
                throw vocabulary[token].Expected($"an id from 0 to {LargestId}");
            if (!ids.TryAdd(token, id))
                throw vocabulary.Refuse(AdapterFormatError.DuplicateKey, $"holds '{token}' twice");
            if (!owners.TryAdd(id, token))
                throw vocabulary.Refuse(AdapterFormatError.DuplicateKey, $"gives id {id} to '{owners[id]}' and to '{token}'");
            if (ids.Count > MaxTokens)
                throw vocabulary.Refuse(AdapterFormatError.InvalidConfig, $"has more than {MaxTokens} entries, which is the limit");
        }

        return ids;
    }

    private static bool TryGetId(this JsonElement value, out int id)
    {
        id = -1;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out id) && id is >= 0 and <= LargestId;
    }
}
