using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using T2L.Adapters.Storage;

namespace T2L.Tokenizers;

/// <summary>Writes the files of a tokenizer whose tokens are single characters, for models made from scratch.</summary>
public static class CharacterTokenizer
{
    /// <summary>Writes <c>tokenizer.json</c> and <c>tokenizer_config.json</c>.</summary>
    /// <param name="directory">The model folder; made if it is missing.</param>
    /// <param name="characters">One token for each code point; their ids follow those of the special tokens.</param>
    /// <param name="specialTokens">Special tokens, ids from 0 in this order.</param>
    /// <param name="template">What surrounds a text, for instance <c>&lt;n1&gt; &lt;n2&gt; $A &lt;sep&gt;</c>.</param>
    /// <param name="unknownToken">The special token for other characters; null drops them.</param>
    /// <exception cref="ArgumentException">A token occurs twice, or the template has a foreign token or not exactly one $A.</exception>
    public static void Write(
        string directory, string characters, IReadOnlyList<string> specialTokens, string template, string? unknownToken = null)
    {
        ArgumentNullException.ThrowIfNull(characters);
        ArgumentNullException.ThrowIfNull(specialTokens);
        ArgumentNullException.ThrowIfNull(template);
        var ids = Vocabulary(characters, specialTokens);
        if (unknownToken is not null && !specialTokens.Contains(unknownToken))
            throw new ArgumentException($"The unknown token '{unknownToken}' is not one of the special tokens.", nameof(unknownToken));

        var file = new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray([.. specialTokens.Select(token => Added(token, ids[token]))]),
            ["normalizer"] = null,
            ["pre_tokenizer"] = null,
            ["post_processor"] = Template(template, specialTokens, ids),
            ["decoder"] = new JsonObject { ["type"] = "Fuse" },
            ["model"] = Model(ids, unknownToken),
        };
        Directory.CreateDirectory(directory);
        WriteJson(Path.Combine(directory, TokenizerFile.Name), file);
        WriteJson(Path.Combine(directory, "tokenizer_config.json"), Settings(unknownToken));
    }

    private static Dictionary<string, int> Vocabulary(string characters, IReadOnlyList<string> specialTokens)
    {
        var ids = new Dictionary<string, int>();
        foreach (string token in specialTokens.Concat(characters.EnumerateRunes().Select(rune => rune.ToString())))
            if (!ids.TryAdd(token, ids.Count))
                throw new ArgumentException($"The token '{token}' occurs twice.", nameof(characters));
        return ids;
    }

    private static JsonObject Model(Dictionary<string, int> ids, string? unknownToken) => new()
    {
        ["type"] = "BPE",
        ["dropout"] = null,
        ["unk_token"] = unknownToken,
        ["continuing_subword_prefix"] = null,
        ["end_of_word_suffix"] = null,
        ["fuse_unk"] = false,
        ["byte_fallback"] = false,
        ["ignore_merges"] = false,
        ["vocab"] = new JsonObject(ids.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
        ["merges"] = new JsonArray(),
    };

    private static JsonObject Added(string token, int id) => new()
    {
        ["id"] = id,
        ["content"] = token,
        ["single_word"] = false,
        ["lstrip"] = false,
        ["rstrip"] = false,
        ["normalized"] = false,
        ["special"] = true,
    };

    private static JsonObject Template(string template, IReadOnlyList<string> specialTokens, Dictionary<string, int> ids)
    {
        string[] parts = template.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Count(part => part == "$A") != 1)
            throw new ArgumentException($"The template '{template}' must have $A exactly once.", nameof(template));
        if (parts.FirstOrDefault(part => part != "$A" && !specialTokens.Contains(part)) is { } foreign)
            throw new ArgumentException($"'{foreign}' in the template is not one of the special tokens.", nameof(template));
        return new JsonObject
        {
            ["type"] = "TemplateProcessing",
            ["single"] = Sequence(parts),
            ["pair"] = Sequence([.. parts, "$B"]),
            ["special_tokens"] = new JsonObject(parts.Where(part => part != "$A").Distinct().Select(part =>
                KeyValuePair.Create(part, (JsonNode?)new JsonObject
                {
                    ["id"] = part,
                    ["ids"] = new JsonArray(ids[part]),
                    ["tokens"] = new JsonArray(part),
                }))),
        };
    }

    private static JsonArray Sequence(IEnumerable<string> parts) => new([.. parts.Select(part => (JsonNode)new JsonObject
    {
        [part is "$A" or "$B" ? "Sequence" : "SpecialToken"] =
            new JsonObject { ["id"] = part is "$A" or "$B" ? part[1..] : part, ["type_id"] = 0 },
    })]);

    private static JsonObject Settings(string? unknownToken) => new()
    {
        ["tokenizer_class"] = "PreTrainedTokenizerFast",
        ["clean_up_tokenization_spaces"] = false,
        ["unk_token"] = unknownToken,
    };

    private static void WriteJson(string path, JsonObject content)
    {
        // The vocabulary is text for people too: no \u escapes for what is printable.
        var options = new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(content.ToJsonString(options) + "\n"));
    }
}
