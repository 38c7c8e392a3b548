using System.Text.Encodings.Web;
using System.Text.Json;

namespace T2L.Embedding.Vocabulary;

/// <summary>Writes a BERT tokenizer as a Hugging Face <c>tokenizer.json</c>.</summary>
internal static class TokenizerJsonWriter
{
    private static readonly string[] Around = ["[CLS]", "[SEP]"];
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the file.</summary>
    /// <param name="tokens">The vocabulary; the position is the id.</param>
    /// <param name="special">The special tokens among them; [CLS], [SEP] and [UNK] are.</param>
    public static byte[] Write(IReadOnlyList<string> tokens, IReadOnlyList<string> special)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in tokens)
            ids.Add(token, ids.Count);
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                version = "1.0",
                truncation = (object?)null,
                padding = (object?)null,
                added_tokens = special.Select(token => AddedToken(token, ids[token])),
                normalizer = new { type = "BertNormalizer", clean_text = true, handle_chinese_chars = true, strip_accents = (bool?)null, lowercase = true },
                pre_tokenizer = new { type = "BertPreTokenizer" },
                post_processor = Template(ids),
                decoder = new { type = "WordPiece", prefix = "##", cleanup = true },
                model = new
                {
                    type = "WordPiece",
                    unk_token = "[UNK]",
                    continuing_subword_prefix = "##",
                    max_input_chars_per_word = 100,
                    vocab = ids,
                },
            },
            Format);
    }

    private static object AddedToken(string token, int id) =>
        new { id, content = token, single_word = false, lstrip = false, rstrip = false, normalized = false, special = true };

    private static object Template(Dictionary<string, int> ids) => new
    {
        type = "TemplateProcessing",
        single = new[] { Special("[CLS]", 0), Sequence("A", 0), Special("[SEP]", 0) },
        pair = new[] { Special("[CLS]", 0), Sequence("A", 0), Special("[SEP]", 0), Sequence("B", 1), Special("[SEP]", 1) },
        special_tokens = Around.ToDictionary(t => t, t => new { id = t, ids = new[] { ids[t] }, tokens = new[] { t } }),
    };

    private static object Special(string id, int typeId) => new { SpecialToken = new { id, type_id = typeId } };

    private static object Sequence(string id, int typeId) => new { Sequence = new { id, type_id = typeId } };
}
