using System.Text.Json.Nodes;
using T2L.Testing;
using T2L.Tokenizers.Formats;

namespace T2L.Tokenizers.Tests;

public sealed class CharacterTokenizerTests
{
    private static readonly string[] Special = ["<pad>", "<eos>", "<unk>", "<n1>", "<n2>", "<n3>", "<sep>"];

    [Fact]
    public void Written_files_encode_characters_inside_the_template()
    {
        using var folder = new TemporaryDirectory();
        CharacterTokenizer.Write(folder.Path, "abc \"é𝒳", Special, "<n1> <n2> <n3> $A <sep>", "<unk>");

        var tokenizer = Tokenizer.Load(folder.Path);

        Assert.Equal(Special.Length + 7, tokenizer.VocabularySize);
        Assert.Equal([3, 4, 5, 7, 8, 10, 9, 6], tokenizer.Encode("ab c"));
        Assert.Equal([3, 4, 5, 6], tokenizer.Encode(""));
        Assert.Equal([11, 12, 13], tokenizer.Encode("\"é𝒳", addSpecialTokens: false));
        Assert.Equal((1, 7, null), (tokenizer.Id("<eos>"), tokenizer.Id("a"), tokenizer.Id("z")));
        Assert.Equal(["tokenizer.json", "tokenizer_config.json"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Decoding_gives_the_text_back_and_leaves_out_special_tokens()
    {
        using var folder = new TemporaryDirectory();
        CharacterTokenizer.Write(folder.Path, "abc ", Special, "<n1> $A <sep>", "<unk>");
        var tokenizer = Tokenizer.Load(folder.Path);

        Assert.Equal("ab ca", tokenizer.Decode(tokenizer.Encode("ab ca")));
        Assert.Equal("<n1>ab<sep>", tokenizer.Decode(tokenizer.Encode("ab"), skipSpecialTokens: false));
        Assert.Equal("ab", tokenizer.Decode([7, 999, -1, 8]));
    }

    [Fact]
    public void A_foreign_character_is_the_unknown_token_or_nothing()
    {
        using var folder = new TemporaryDirectory();
        CharacterTokenizer.Write(folder.File("with"), "ab", Special, "$A", "<unk>");
        CharacterTokenizer.Write(folder.File("without"), "ab", Special, "$A");

        Assert.Equal([7, 2, 2, 8], Tokenizer.Load(folder.File("with")).Encode("axyb"));
        Assert.Equal(2, Tokenizer.Load(folder.File("with")).UnknownId);
        Assert.Equal([7, 8], Tokenizer.Load(folder.File("without")).Encode("axyb"));
        Assert.Null(Tokenizer.Load(folder.File("without")).UnknownId);
    }

    [Fact]
    public void Special_tokens_written_in_a_text_count_as_such()
    {
        using var folder = new TemporaryDirectory();
        CharacterTokenizer.Write(folder.Path, "ab<>", Special, "$A", "<unk>");

        Assert.Equal([7, 6, 8, 9], Tokenizer.Load(folder.Path).Encode("a<sep>b<"));
    }

    [Theory]
    [InlineData("aba", "$A", null, "The token 'a' occurs twice.")]
    [InlineData("ab", "<n1> <sep>", null, "must have $A exactly once")]
    [InlineData("ab", "<bos> $A", null, "'<bos>' in the template is not one of the special tokens")]
    [InlineData("ab", "$A", "<what>", "The unknown token '<what>' is not one of the special tokens")]
    public void Contradictions_are_refused_and_leave_no_file(string characters, string template, string? unknown, string message)
    {
        using var folder = new TemporaryDirectory();

        var exception = Assert.Throws<ArgumentException>(() => CharacterTokenizer.Write(folder.Path, characters, Special, template, unknown));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("""{"type": "WordPiece"}""", "model", "model.vocab is missing")]
    [InlineData("""{"type": "Sequence", "normalizers": [{"type": "Nmt"}]}""", "normalizer", "normalizer.normalizers[0].type is Nmt")]
    [InlineData("""{"type": "Split", "pattern": {"Regex": "("}, "behavior": "Isolated"}""", "pre_tokenizer", "pre_tokenizer.pattern.Regex cannot be used here")]
    [InlineData("""{"type": "Split", "pattern": {"String": "x"}, "behavior": "Odd"}""", "pre_tokenizer", "pre_tokenizer.behavior is Odd")]
    [InlineData("""{"type": "RobertaProcessing"}""", "post_processor", "post_processor.cls is missing")]
    [InlineData("""{"type": "TemplateProcessing", "single": [], "special_tokens": {}}""", "post_processor", "single: the text $A is missing")]
    [InlineData("""{"type": "CTC"}""", "decoder", "decoder.type is CTC, expected")]
    [InlineData("""{"type": "BPE", "dropout": 0.1, "vocab": {}, "merges": []}""", "model", "model.dropout is 0.1, expected none")]
    [InlineData("""{"type": "BPE", "end_of_word_suffix": "</w>", "vocab": {}, "merges": []}""", "model", "model.end_of_word_suffix is \"</w>\", expected none")]
    [InlineData("""{"type": "BPE", "vocab": {"a": 0, "b": 0}, "merges": []}""", "model", "model.vocab gives id 0 to two tokens")]
    [InlineData("""{"type": "BPE", "vocab": {"a": 2000000000}, "merges": []}""", "model", "id 2000000000 is outside")]
    [InlineData("""{"type": "BPE", "vocab": {"a": 0}, "merges": ["a b"]}""", "model", "model.merges[0] is \"a\" and \"b\", expected two tokens of the vocabulary")]
    [InlineData("""{"type": "BPE", "vocab": {"a": 0}, "merges": ["a"]}""", "model", "expected pairs of tokens")]
    [InlineData("""{"type": "BPE", "vocab": {"a": 0}, "merges": [], "unk_token": "?"}""", "model", "model.unk_token is \"?\", expected a token of the vocabulary")]
    [InlineData("""[{"id": 1, "content": "a"}]""", "added_tokens", "'a' has two ids")]
    [InlineData("""[{"content": "x"}]""", "added_tokens", "added_tokens[0].id is missing")]
    public void What_is_not_implemented_or_wrong_is_refused_by_name(string section, string name, string message)
    {
        using var folder = new TemporaryDirectory();
        var file = JsonNode.Parse("""{"model": {"type": "BPE", "vocab": {"a": 0}, "merges": []}}""")!.AsObject();
        file[name] = JsonNode.Parse(section);
        File.WriteAllText(folder.File("tokenizer.json"), file.ToJsonString());

        var exception = Assert.Throws<ModelFormatException>(() => Tokenizer.Load(folder.Path));

        Assert.Contains("tokenizer.json: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}
