using System.Text;
using System.Text.Json.Nodes;

namespace T2L.Tokenizers.Tests.WordPiece;

/// <summary>A tokenizer.json small enough to read, for tests to change at one place.</summary>
internal static class TinyTokenizer
{
    private const string Json = """
        {
          "version": "1.0", "truncation": { "max_length": 4 }, "padding": null,
          "added_tokens": [
            { "id": 0, "content": "[PAD]", "special": true },
            { "id": 1, "content": "[CLS]", "special": true },
            { "id": 2, "content": "[SEP]", "special": true },
            { "id": 3, "content": "[UNK]", "special": true }
          ],
          "normalizer": { "type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true },
          "pre_tokenizer": { "type": "BertPreTokenizer" },
          "post_processor": {
            "type": "TemplateProcessing",
            "single": [ { "SpecialToken": { "id": "[CLS]", "type_id": 0 } }, { "Sequence": { "id": "A", "type_id": 0 } }, { "SpecialToken": { "id": "[SEP]", "type_id": 0 } } ],
            "pair": [],
            "special_tokens": { "[CLS]": { "id": "[CLS]", "ids": [1], "tokens": ["[CLS]"] }, "[SEP]": { "id": "[SEP]", "ids": [2], "tokens": ["[SEP]"] } }
          },
          "decoder": { "type": "WordPiece", "prefix": "##", "cleanup": true },
          "model": {
            "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 10,
            "vocab": { "[PAD]": 0, "[CLS]": 1, "[SEP]": 2, "[UNK]": 3, "re": 4, "##verse": 5, "word": 6, "##s": 7, "the": 8, ".": 9, "reverse": 10, "##ver": 11, "##se": 12, "E": 13, "e": 14 }
          }
        }
        """;

    public static Tokenizer Load(Action<JsonNode>? change = null) => Tokenizer.FromJson(Bytes(change));

    public static byte[] Bytes(Action<JsonNode>? change = null)
    {
        var root = JsonNode.Parse(Json)!;
        change?.Invoke(root);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }
}
