using System.Text;
using System.Text.Json.Nodes;
using T2L.Adapters;
using T2L.Embedding.Tests.Tokenization;
using T2L.Testing;

namespace T2L.Embedding.Tests.Hostile;

/// <summary>Tokenizer files that are refused, one per reason.</summary>
public class HostileTokenizerTests
{
    [Theory]
    [InlineData("model.type", "\"BPE\"", AdapterFormatError.Unsupported, "tokenizer.json: model.type is 'BPE'; this encoder reads 'WordPiece'.")]
    [InlineData("normalizer.type", "\"NFKC\"", AdapterFormatError.Unsupported, "tokenizer.json: normalizer.type is 'NFKC'; this encoder reads 'BertNormalizer'.")]
    [InlineData("normalizer", "null", AdapterFormatError.InvalidConfig, "tokenizer.json: normalizer is missing; expected BertNormalizer.")]
    [InlineData("pre_tokenizer.type", "\"ByteLevel\"", AdapterFormatError.Unsupported, "tokenizer.json: pre_tokenizer.type is 'ByteLevel'; this encoder reads 'BertPreTokenizer'.")]
    [InlineData("post_processor.type", "\"RobertaProcessing\"", AdapterFormatError.Unsupported, "tokenizer.json: post_processor.type is 'RobertaProcessing'; this encoder reads 'TemplateProcessing' and 'BertProcessing'.")]
    [InlineData("decoder.type", "\"Metaspace\"", AdapterFormatError.Unsupported, "tokenizer.json: decoder.type is 'Metaspace'; this encoder reads 'WordPiece'.")]
    [InlineData("model", "7", AdapterFormatError.InvalidConfig, "tokenizer.json: model.type is missing; expected text.")]
    [InlineData("model.vocab", "[]", AdapterFormatError.InvalidConfig, "tokenizer.json: model.vocab is an array; expected an object of token and id.")]
    [InlineData("model.vocab.word", "-1", AdapterFormatError.InvalidConfig, "tokenizer.json: model.vocab.word is -1; expected an id from 0 to 9999999.")]
    [InlineData("model.vocab.word", "4294967296", AdapterFormatError.InvalidConfig, "tokenizer.json: model.vocab.word is 4294967296; expected an id from 0 to 9999999.")]
    [InlineData("model.vocab.word", "7", AdapterFormatError.DuplicateKey, "tokenizer.json: model.vocab gives id 7 to 'word' and to '##s'.")]
    [InlineData("model.unk_token", "\"<unk>\"", AdapterFormatError.InvalidConfig, "tokenizer.json: model.unk_token is '<unk>', which the vocabulary does not hold.")]
    [InlineData("model.max_input_chars_per_word", "2000000000", AdapterFormatError.InvalidConfig, "tokenizer.json: model.max_input_chars_per_word is 2000000000; expected a whole number from 1 to 1000.")]
    [InlineData("normalizer.lowercase", "\"yes\"", AdapterFormatError.InvalidConfig, "tokenizer.json: normalizer.lowercase is 'yes'; expected true or false.")]
    [InlineData("added_tokens", "{}", AdapterFormatError.InvalidConfig, "tokenizer.json: added_tokens is an object; expected an array.")]
    [InlineData("post_processor.single", "[]", AdapterFormatError.InvalidConfig, "tokenizer.json: post_processor.single has no sequence A, so no text would remain.")]
    [InlineData("post_processor.special_tokens", "{}", AdapterFormatError.InvalidConfig, "tokenizer.json: post_processor.single[0].SpecialToken.id is '[CLS]', which special_tokens does not define.")]
    public void Refuses_a_field_and_names_it(string path, string value, AdapterFormatError kind, string message)
    {
        var error = Assert.Throws<AdapterFormatException>(() => TinyTokenizer.Load(json => Set(json, path, JsonNode.Parse(value))));
        Assert.Equal(message, error.Message);
        Assert.Equal(kind, error.Error);
    }

    [Theory]
    [InlineData("""{ "id": 6, "content": "<new>" }""", "added_tokens[4].id is 6 for '<new>', but that id belongs to 'word'.")]
    [InlineData("""{ "id": 30, "content": "word" }""", "added_tokens[4].id is 30 for 'word', but the vocabulary gives it 6.")]
    [InlineData("""{ "id": 30, "content": "" }""", "added_tokens[4].content is ''; expected a text that is not empty.")]
    [InlineData("""{ "content": "<new>" }""", "added_tokens[4].id is missing; expected a whole number from 0 to 9999999.")]
    public void Refuses_an_added_token(string token, string problem)
    {
        var error = Assert.Throws<AdapterFormatException>(() => TinyTokenizer.Load(json => json["added_tokens"]!.AsArray().Add(JsonNode.Parse(token))));
        Assert.Equal($"tokenizer.json: {problem}", error.Message);
    }

    [Fact]
    public void Refuses_more_added_tokens_than_the_limit()
    {
        var many = new JsonArray([.. Enumerable.Range(100, 10_001).Select(i => new JsonObject { ["id"] = i, ["content"] = $"<{i}>" })]);
        var error = Assert.Throws<AdapterFormatException>(() => TinyTokenizer.Load(json => json["added_tokens"] = many));
        Assert.Equal("tokenizer.json: added_tokens has 10001 elements; at most 10000 are read.", error.Message);
    }

    [Fact]
    public void Refuses_special_tokens_that_belong_to_nobody()
    {
        var error = Assert.Throws<AdapterFormatException>(() => TinyTokenizer.Load(json => json["post_processor"]!["special_tokens"]!["[SEP]"]!["ids"] = new JsonArray(77)));
        Assert.Equal("tokenizer.json: post_processor.special_tokens.[SEP].ids[0] is 77, which belongs to no token.", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"model\": { \"type\": \"\\uD800\" } }")]
    [InlineData("{\"model\": { \"type\": \"WordPiece\", \"vocab\": { \"\\uDC00\": 1 } } }")]
    [InlineData("[1, 2]")]
    [InlineData("\u0000\u0001")]
    public void Refuses_what_is_no_json_object(string text)
    {
        var error = Assert.Throws<AdapterFormatException>(() => WordPieceTokenizer.FromJson(Encoding.UTF8.GetBytes(text)));
        Assert.StartsWith("tokenizer.json: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_token_that_occurs_twice()
    {
        var text = Encoding.UTF8.GetString(TinyTokenizer.Bytes()).Replace("\"##ver\":11", "\"word\":11", StringComparison.Ordinal);
        var error = Assert.Throws<AdapterFormatException>(() => WordPieceTokenizer.FromJson(Encoding.UTF8.GetBytes(text)));
        Assert.Equal("tokenizer.json: model.vocab holds 'word' twice.", error.Message);
    }

    [Fact]
    public void Refuses_json_nested_without_end()
    {
        var error = Assert.Throws<AdapterFormatException>(() => WordPieceTokenizer.FromJson(Encoding.UTF8.GetBytes(new string('[', 100_000))));
        Assert.Equal(AdapterFormatError.InvalidJson, error.Error);
    }

    [Fact]
    public void Refuses_a_file_over_the_limit_without_reading_it()
    {
        using var directory = new TemporaryDirectory();
        using (var stream = File.Create(directory.File("tokenizer.json")))
            stream.SetLength(65L << 20); // sparse
        var error = Assert.Throws<AdapterFormatException>(() => WordPieceTokenizer.Load(directory.Path));
        Assert.Equal("tokenizer.json: the file has 68157440 bytes, the limit is 67108864.", error.Message);
    }

    [Fact]
    public void Names_the_files_it_misses()
    {
        using var directory = new TemporaryDirectory();
        var error = Assert.Throws<AdapterFormatException>(() => WordPieceTokenizer.Load(directory.Path));
        Assert.Equal($"'{directory.Path}' holds neither tokenizer.json nor vocab.txt; a text encoder needs one of them.", error.Message);
    }

    [Theory]
    [InlineData("[PAD]\n[UNK]\n[CLS]\nword\n", "vocab.txt: [SEP] is missing; a BERT vocabulary holds it on a line of its own.")]
    [InlineData("[PAD]\n[UNK]\n[CLS]\n[SEP]\nword\nword\n", "vocab.txt: lines 5 and 6 both hold 'word'.")]
    public void Refuses_a_vocabulary(string text, string message)
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.File("vocab.txt"), text);
        Assert.Equal(message, Assert.Throws<AdapterFormatException>(() => WordPieceTokenizer.Load(directory.Path)).Message);
    }

    [Fact]
    public void Refuses_a_vocabulary_that_is_not_utf8()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory.File("vocab.txt"), [0x61, 0x0A, 0xFF]);
        Assert.Equal(AdapterFormatError.InvalidUtf8, Assert.Throws<AdapterFormatException>(() => WordPieceTokenizer.Load(directory.Path)).Error);
    }

    private static void Set(JsonNode root, string path, JsonNode? value)
    {
        var names = path.Split('.');
        var parent = names[..^1].Aggregate(root, (node, name) => node[name]!);
        parent[names[^1]] = value;
    }
}
