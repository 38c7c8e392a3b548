using System.Text.Json.Nodes;
using T2L.Testing;

namespace T2L.Tokenizers.Tests.WordPiece;

public sealed class WordPieceTests
{
    [Fact]
    public void Takes_the_longest_beginning_then_the_longest_continuation() =>
        Assert.Equal([1, 10, 8, 6, 7, 9, 2], TinyTokenizer.Load().Encode("Reverse the words."));

    [Fact]
    public void A_word_that_pieces_do_not_cover_is_unknown_as_a_whole() =>
        Assert.Equal([3, 8], TinyTokenizer.Load().Encode("rewordx the", addSpecialTokens: false));

    [Fact]
    public void A_word_longer_than_the_limit_is_unknown()
    {
        var tokenizer = TinyTokenizer.Load(json => json["model"]!["max_input_chars_per_word"] = 6);
        Assert.Equal([6, 7, 3], tokenizer.Encode("words reverse", addSpecialTokens: false));
    }

    [Theory]
    [InlineData(7, new[] { 1, 10, 8, 6, 7, 9, 2 })]
    [InlineData(5, new[] { 1, 10, 8, 6, 2 })]
    [InlineData(2, new[] { 1, 2 })]
    public void Cuts_the_end_off_and_keeps_the_special_tokens(int maxTokens, int[] expected) =>
        Assert.Equal(expected, TinyTokenizer.Load().Encode("Reverse the words.", maxTokens: maxTokens));

    [Fact]
    public void Refuses_a_limit_below_the_special_tokens() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TinyTokenizer.Load().Encode("the", maxTokens: 1));

    [Fact]
    public void Truncation_of_the_file_is_left_to_the_caller() => Assert.Equal(6, TinyTokenizer.Load().Encode("the the the the").Count);

    [Fact]
    public void Added_tokens_are_found_inside_words() =>
        Assert.Equal([8, 2, 6], TinyTokenizer.Load().Encode("the[SEP]word", addSpecialTokens: false));

    [Fact]
    public void The_longest_added_token_wins_where_several_begin()
    {
        var tokenizer = TinyTokenizer.Load(json => Add(json, """{ "id": 20, "content": "<a>" }""", """{ "id": 21, "content": "<a><b>" }"""));
        Assert.Equal([21, 20, 6], tokenizer.Encode("<a><b><a>word", addSpecialTokens: false));
    }

    [Fact]
    public void Added_tokens_take_white_space_or_stand_alone_as_they_ask()
    {
        var tokenizer = TinyTokenizer.Load(json => Add(
            json,
            """{ "id": 20, "content": "<l>", "lstrip": true }""",
            """{ "id": 21, "content": "solo", "single_word": true }""",
            """{ "id": 22, "content": "Caf\u00e9", "normalized": true }"""));
        Assert.Equal([8, 20, 8], tokenizer.Encode("the  <l> the", addSpecialTokens: false));
        Assert.Equal([21, 3], tokenizer.Encode("solo soloist", addSpecialTokens: false));
        Assert.Equal([22, 22], tokenizer.Encode("CAFE café", addSpecialTokens: false));
        Assert.Equal(23, tokenizer.VocabularySize);
    }

    [Fact]
    public void Bert_processing_is_read_like_a_template()
    {
        var tokenizer = TinyTokenizer.Load(json => json["post_processor"] = JsonNode.Parse("""{ "type": "BertProcessing", "sep": ["[SEP]", 2], "cls": ["[CLS]", 1] }"""));
        Assert.Equal([1, 8, 2], tokenizer.Encode("the"));
    }

    [Fact]
    public void Without_post_processor_nothing_is_added() =>
        Assert.Equal([8], TinyTokenizer.Load(json => json["post_processor"] = null).Encode("the"));

    [Fact]
    public void Cased_tokenizers_keep_case_and_accents()
    {
        var tokenizer = TinyTokenizer.Load(json => json["normalizer"]!["lowercase"] = false);
        Assert.Equal([13, 3], tokenizer.Encode("E É", addSpecialTokens: false));
    }

    [Fact]
    public void Tells_ids_and_tokens()
    {
        var tokenizer = TinyTokenizer.Load();
        Assert.Equal(15, tokenizer.VocabularySize);
        Assert.Equal(7, tokenizer.Id("##s"));
        Assert.Null(tokenizer.Id("nothing"));
        Assert.Equal("[CLS]", tokenizer.Token(1));
        Assert.Null(tokenizer.Token(99));
        Assert.Equal(2, tokenizer.SpecialTokenCount);
    }

    [Fact]
    public void Vocab_txt_follows_its_tokenizer_config()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.File("vocab.txt"), "[PAD]\r\n[UNK]\r\n[CLS]\r\n[SEP]\r\nword\r\n##s\r\nWord\r\n");
        Assert.Equal([2, 4, 5, 3], Tokenizer.Load(directory.Path).Encode("Words"));
        File.WriteAllText(directory.File("tokenizer_config.json"), """{ "do_lower_case": false }""");
        Assert.Equal([2, 6, 5, 3], Tokenizer.Load(directory.Path).Encode("Words"));
    }

    private static void Add(JsonNode root, params string[] tokens)
    {
        foreach (var token in tokens)
            root["added_tokens"]!.AsArray().Add(JsonNode.Parse(token));
    }
}
