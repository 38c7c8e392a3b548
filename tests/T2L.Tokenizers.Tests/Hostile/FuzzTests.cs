using System.Text;
using T2L.Adapters;
using T2L.Testing;
using T2L.Testing.Fuzz;
using T2L.Tokenizers.Formats;
using T2L.Tokenizers.Tests.WordPiece;

namespace T2L.Tokenizers.Tests.Hostile;

/// <summary>Thousands of damaged tokenizers: each is read or refused properly, in little time and memory; one that is read works.</summary>
[Trait("Category", "Slow")]
public sealed class FuzzTests
{
    private const string ByteLevel = """
        {"version": "1.0", "truncation": null, "padding": null,
         "added_tokens": [{"id": 8, "content": "<|endoftext|>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
         "normalizer": {"type": "NFC"},
         "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
           {"type": "Split", "pattern": {"Regex": "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"}, "behavior": "Isolated", "invert": false},
           {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false}]},
         "post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<|endoftext|>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
           "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
           "special_tokens": {"<|endoftext|>": {"id": "<|endoftext|>", "ids": [8], "tokens": ["<|endoftext|>"]}}},
         "decoder": {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true},
         "model": {"type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": null, "end_of_word_suffix": null, "fuse_unk": false, "byte_fallback": false, "ignore_merges": true,
           "vocab": {"h": 0, "e": 1, "l": 2, "o": 3, "he": 4, "ll": 5, "hell": 6, "Ġ": 7}, "merges": ["h e", "l l", "he ll"]}}
        """;

    private const string SentencePiece = """
        {"version": "1.0", "truncation": null, "padding": null,
         "added_tokens": [{"id": 0, "content": "<unk>", "special": true}, {"id": 1, "content": "<s>", "special": true}, {"id": 2, "content": "</s>", "special": true}],
         "normalizer": {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "▁"}, {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]},
         "pre_tokenizer": null,
         "post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
           "pair": [], "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}}},
         "decoder": {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
         "model": {"type": "BPE", "dropout": null, "unk_token": "<unk>", "fuse_unk": true, "byte_fallback": true,
           "vocab": {"<unk>": 0, "<s>": 1, "</s>": 2, "<0x0A>": 3, "<0xE2>": 4, "▁": 5, "h": 6, "e": 7, "▁h": 8, "▁he": 9}, "merges": [["▁", "h"], ["▁h", "e"]]}}
        """;

    [Fact]
    public void Damaged_tokenizers_are_read_or_refused()
    {
        using var folder = new TemporaryDirectory(inMemory: true);
        new FuzzRun("tokenizer", Kind).Over(Text(ByteLevel, folder), Text(SentencePiece, folder), Text(Encoding.UTF8.GetString(TinyTokenizer.Bytes()), folder));
    }

    [Fact]
    public void Damaged_vocabularies_are_read_or_refused()
    {
        const string Vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhe\n##llo\n.\n1\n##2\n\u00e9\n", Settings = """{"do_lower_case": true, "strip_accents": null, "tokenize_chinese_chars": true}""";
        using var folder = new TemporaryDirectory(inMemory: true);
        File.WriteAllText(folder.File("vocab.txt"), Vocabulary);
        File.WriteAllText(folder.File("tokenizer_config.json"), Settings);
        new FuzzRun("vocabulary", Kind).Over(
            Sound("vocab.txt", Vocabulary) with { BesideBytes = Settings.Length },
            Sound("tokenizer_config.json", Settings) with { BesideBytes = Vocabulary.Length, IsText = true });

        FuzzFile Sound(string name, string text) => new(Encoding.UTF8.GetBytes(text), bytes =>
        {
            File.WriteAllText(folder.File("vocab.txt"), Vocabulary);
            File.WriteAllText(folder.File("tokenizer_config.json"), Settings);
            File.WriteAllBytes(folder.File(name), bytes);
            return () => Tokenizer.Load(folder.Path).Encode("hello 12.");
        });
    }

    private static FuzzFile Text(string text, TemporaryDirectory folder) => new(Encoding.UTF8.GetBytes(text), bytes =>
    {
        File.WriteAllBytes(folder.File("tokenizer.json"), bytes);
        return () =>
        {
            var tokenizer = Tokenizer.Load(folder.Path);
            tokenizer.Decode(tokenizer.Encode("hello <s>he\n 12\u2581é"));
        };
    })
    {
        IsText = true,
        // A split pattern that is not one of the known ones is compiled, and .NET takes megabytes for one with classes of letters.
        FixedBytes = 32 << 20,
    };

    private static Enum? Kind(Exception exception) => exception switch
    {
        ModelFormatException refusal => refusal.Error,
        AdapterFormatException refusal => refusal.Error,
        _ => null,
    };
}
