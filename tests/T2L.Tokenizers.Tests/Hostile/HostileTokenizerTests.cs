using System.Text;
using System.Text.Json.Nodes;
using T2L.Testing;
using T2L.Tokenizers.Formats;
using T2L.Tokenizers.Tests.WordPiece;

namespace T2L.Tokenizers.Tests.Hostile;

/// <summary>Tokenizer files that are refused, one per reason.</summary>
public sealed class HostileTokenizerTests
{
    [Theory]
    [InlineData("model.type", "\"Unigram\"", ModelFormatError.Unsupported, "model.type is Unigram, expected BPE or WordPiece.")]
    [InlineData("normalizer.type", "\"Precompiled\"", ModelFormatError.Unsupported, "normalizer.type is Precompiled, expected Sequence, NFC, NFD, NFKC, NFKD, Lowercase, Strip, StripAccents, Replace, Prepend or BertNormalizer.")]
    [InlineData("pre_tokenizer.type", "\"UnicodeScripts\"", ModelFormatError.Unsupported, "pre_tokenizer.type is UnicodeScripts, expected Sequence, ByteLevel, Split, Metaspace, Whitespace, WhitespaceSplit, Punctuation, Digits, CharDelimiterSplit or BertPreTokenizer.")]
    [InlineData("post_processor.type", "\"Other\"", ModelFormatError.Unsupported, "post_processor.type is Other, expected TemplateProcessing, BertProcessing, RobertaProcessing, ByteLevel or Sequence.")]
    [InlineData("decoder.type", "\"CTC\"", ModelFormatError.Unsupported, "decoder.type is CTC, expected Sequence, ByteLevel, ByteFallback, Fuse, Replace, Metaspace, WordPiece or Strip.")]
    [InlineData("model", "7", ModelFormatError.NotJson, "model is not an object.")]
    [InlineData("model", "{}", ModelFormatError.MissingField, "model.type is missing.")]
    [InlineData("model.vocab", "[]", ModelFormatError.BadValue, "model.vocab is not an object of tokens and ids.")]
    [InlineData("model.vocab.word", "-1", ModelFormatError.BadValue, "model.vocab.word: id -1 is outside 0 to 16777215.")]
    [InlineData("model.vocab.word", "4294967296", ModelFormatError.BadValue, "model.vocab.word is not an id.")]
    [InlineData("model.vocab.word", "7", ModelFormatError.BadValue, "model.vocab gives id 7 to two tokens.")]
    [InlineData("model.unk_token", "\"<unk>\"", ModelFormatError.BadValue, "model.unk_token is \"<unk>\", expected a token of the vocabulary.")]
    [InlineData("model.max_input_chars_per_word", "2000000000", ModelFormatError.BadValue, "model.max_input_chars_per_word is 2000000000, expected 1 to 1000.")]
    [InlineData("normalizer.lowercase", "\"yes\"", ModelFormatError.BadValue, "normalizer.lowercase is \"yes\", expected true or false.")]
    [InlineData("added_tokens", "{}", ModelFormatError.BadValue, "added_tokens is {}, expected a list.")]
    [InlineData("post_processor.single", "[]", ModelFormatError.MissingField, "post_processor.single: the text $A is missing.")]
    [InlineData("post_processor.special_tokens", "{}", ModelFormatError.MissingField, "post_processor.special_tokens.[CLS] is missing.")]
    public void Refuses_a_field_and_names_it(string path, string value, ModelFormatError kind, string message)
    {
        var error = Assert.Throws<ModelFormatException>(() => TinyTokenizer.Load(json => Set(json, path, JsonNode.Parse(value))));
        Assert.Equal($"tokenizer.json: {message}", error.Message);
        Assert.Equal(kind, error.Error);
    }

    [Theory]
    [InlineData("""{ "id": 6, "content": "<new>" }""", "added_tokens[4]: id 6 of '<new>' belongs to 'word'.")]
    [InlineData("""{ "id": 30, "content": "word" }""", "added_tokens[4]: 'word' has two ids.")]
    [InlineData("""{ "id": 30, "content": "" }""", "added_tokens[4].content is empty.")]
    [InlineData("""{ "content": "<new>" }""", "added_tokens[4].id is missing.")]
    public void Refuses_an_added_token(string token, string problem)
    {
        var error = Assert.Throws<ModelFormatException>(() => TinyTokenizer.Load(json => json["added_tokens"]!.AsArray().Add(JsonNode.Parse(token))));
        Assert.Equal($"tokenizer.json: {problem}", error.Message);
    }

    [Fact]
    public void Refuses_more_added_tokens_than_the_limit()
    {
        var many = new JsonArray([.. Enumerable.Range(100, 131_073).Select(i => new JsonObject { ["id"] = i, ["content"] = $"<{i}>" })]);
        var error = Assert.Throws<ModelFormatException>(() => TinyTokenizer.Load(json => json["added_tokens"] = many));
        Assert.Equal("tokenizer.json: added_tokens has 131073 elements, the limit is 131072.", error.Message);
    }

    [Fact]
    public void Refuses_an_added_token_longer_than_the_limit()
    {
        var error = Assert.Throws<ModelFormatException>(() => TinyTokenizer.Load(json => json["added_tokens"]!.AsArray().Add(new JsonObject { ["id"] = 30, ["content"] = new string('x', 513) })));
        Assert.Equal("tokenizer.json: added_tokens[4].content has 513 characters, the limit is 512.", error.Message);
    }

    [Fact]
    public void Added_tokens_cost_their_own_memory_and_no_more()
    {
        var many = string.Join(",", Enumerable.Range(100, 50_000).Select(id => $$"""{"id": {{id}}, "content": "<|{{id * 7919L}}|>"}"""));
        var json = Encoding.UTF8.GetBytes($$$"""{"added_tokens": [{{{many}}}], "model": {"type": "BPE", "vocab": {"a": 0}, "merges": [] } }""");
        long before = GC.GetAllocatedBytesForCurrentThread();
        var tokenizer = Tokenizer.FromJson(json);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)json.Length, 0, 30);
        Assert.Equal([0, 150, 0], tokenizer.Encode($"a<|{150 * 7919L}|>a", addSpecialTokens: false));
    }

    [Theory]
    [InlineData("single", 65, "post_processor.single has 65 elements, the limit is 64.")]
    [InlineData("ids", 65, "post_processor.special_tokens.[CLS].ids has 65 elements, the limit is 64.")]
    public void Refuses_a_template_of_more_parts_than_the_limit(string name, int count, string problem)
    {
        var error = Assert.Throws<ModelFormatException>(() => TinyTokenizer.Load(json =>
        {
            var template = json["post_processor"]!;
            if (name == "ids")
                template["special_tokens"]!["[CLS]"]!["ids"] = new JsonArray([.. Enumerable.Repeat(2, count).Select(id => JsonValue.Create(id))]);
            else
                template["single"] = new JsonArray([.. Enumerable.Range(0, count).Select(_ => JsonNode.Parse("""{"Sequence": {"id": "A", "type_id": 0}}"""))]);
        }));
        Assert.Equal($"tokenizer.json: {problem}", error.Message);
    }

    [Fact]
    public void Refuses_special_tokens_that_belong_to_nobody()
    {
        var error = Assert.Throws<ModelFormatException>(() => TinyTokenizer.Load(json => json["post_processor"]!["special_tokens"]!["[SEP]"]!["ids"] = new JsonArray(77)));
        Assert.Equal("tokenizer.json: post_processor adds id 77, which belongs to no token.", error.Message);
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
        var error = Assert.Throws<ModelFormatException>(() => Tokenizer.FromJson(Encoding.UTF8.GetBytes(text)));
        Assert.StartsWith("tokenizer.json: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_token_that_occurs_twice()
    {
        var text = Encoding.UTF8.GetString(TinyTokenizer.Bytes()).Replace("\"##ver\":11", "\"word\":11", StringComparison.Ordinal);
        var error = Assert.Throws<ModelFormatException>(() => Tokenizer.FromJson(Encoding.UTF8.GetBytes(text)));
        Assert.Equal("tokenizer.json: model.vocab has 'word' twice.", error.Message);
    }

    [Fact]
    public void Refuses_json_nested_without_end()
    {
        var error = Assert.Throws<ModelFormatException>(() => Tokenizer.FromJson(Encoding.UTF8.GetBytes(new string('[', 100_000))));
        Assert.Equal(ModelFormatError.NotJson, error.Error);
    }

    [Fact]
    public void Refuses_a_file_over_the_limit_without_reading_it()
    {
        using var directory = new TemporaryDirectory();
        using (var stream = File.Create(directory.File("tokenizer.json")))
            stream.SetLength(257L << 20); // sparse
        var error = Assert.Throws<ModelFormatException>(() => Tokenizer.Load(directory.Path));
        Assert.Equal($"{directory.File("tokenizer.json")}: the file has 269484032 bytes, the limit is 268435456.", error.Message);
    }

    [Fact]
    public void Names_the_files_it_misses()
    {
        using var directory = new TemporaryDirectory();
        var error = Assert.Throws<ModelFormatException>(() => Tokenizer.Load(directory.Path));
        Assert.Equal($"{directory.File("tokenizer.json")}: the file does not exist.", error.Message);
    }

    [Theory]
    [InlineData("[PAD]\n[UNK]\n[CLS]\nword\n", "[SEP] is missing; a BERT vocabulary holds it on a line of its own.")]
    [InlineData("[PAD]\n[UNK]\n[CLS]\n[SEP]\nword\nword\n", "lines 5 and 6 both hold 'word'.")]
    public void Refuses_a_vocabulary(string text, string message)
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.File("vocab.txt"), text);
        Assert.Equal($"{directory.File("vocab.txt")}: {message}", Assert.Throws<ModelFormatException>(() => Tokenizer.Load(directory.Path)).Message);
    }

    [Fact]
    public void Refuses_a_vocabulary_that_is_not_utf8()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory.File("vocab.txt"), [0x61, 0x0A, 0xFF]);
        Assert.Equal(ModelFormatError.NotText, Assert.Throws<ModelFormatException>(() => Tokenizer.Load(directory.Path)).Error);
    }

    [Theory]
    [InlineData("""{"a": 16777215}""", "[]")]
    [InlineData("""{"a": 0, "b": 16777215, "c": 5000000}""", "[]")]
    public void A_far_id_costs_no_memory(string vocabulary, string merges)
    {
        Action load = () => Fixture.Of($$$"""{"model": {"type": "BPE", "vocab": {{{vocabulary}}}, "merges": {{{merges}}} } }""");
        load();
        long before = GC.GetAllocatedBytesForCurrentThread();
        load();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 10);
    }

    [Theory]
    [InlineData("2147483648")]
    [InlineData("16777216")]
    [InlineData("1.5")]
    [InlineData("\"1\"")]
    public void An_id_beyond_any_vocabulary_is_refused(string id) => Assert.Equal(ModelFormatError.BadValue,
        Assert.Throws<ModelFormatException>(() => Fixture.Of($$$"""{"model": {"type": "BPE", "vocab": {"a": {{{id}}}}, "merges": [] } }""")).Error);

    private static void Set(JsonNode root, string path, JsonNode? value)
    {
        var names = path.Split('.');
        var parent = names[..^1].Aggregate(root, (node, name) => node[name]!);
        parent[names[^1]] = value;
    }
}
