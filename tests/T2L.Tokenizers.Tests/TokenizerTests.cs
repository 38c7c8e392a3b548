using System.Text.Json.Nodes;
using T2L.Testing;

namespace T2L.Tokenizers.Tests;

public sealed class TokenizerTests
{
    [Fact]
    public void Merges_go_by_rank_and_from_the_left()
    {
        // Ranks: "b c" first, then "a b", then "a bc"; so abcab is a·bc·ab, then abc·ab.
        var tokenizer = Make("""{"a": 0, "b": 1, "c": 2, "bc": 3, "ab": 4, "abc": 5}""", """["b c", "a b", "a bc"]""");

        Assert.Equal([5, 4], tokenizer.Encode("abcab"));
    }

    [Fact]
    public void Equal_ranks_join_from_the_left()
    {
        var tokenizer = Make("""{"a": 0, "aa": 1}""", """[["a", "a"]]""");

        Assert.Equal([1, 0], tokenizer.Encode("aaa"));
    }

    [Fact]
    public void A_text_of_a_hundred_thousand_characters_takes_no_quadratic_time()
    {
        var tokenizer = Make("""{"a": 0, "aa": 1, "aaaa": 2}""", """["a a", "aa aa"]""");

        var ids = tokenizer.Encode(new string('a', 100_000));

        Assert.Equal(25_000, ids.Count);
        Assert.All(ids, id => Assert.Equal(2, id));
    }

    [Fact]
    public void The_longest_added_token_wins_and_flags_are_kept()
    {
        var tokenizer = Make("""{"a": 0, " ": 1}""", "[]", """
            [{"id": 2, "content": "<x>"}, {"id": 3, "content": "<x><y>", "special": true}, {"id": 4, "content": "w", "single_word": true},
             {"id": 5, "content": "<l>", "lstrip": true}, {"id": 6, "content": "<r>", "rstrip": true}]
            """);

        Assert.Equal([3, 2, 0], tokenizer.Encode("<x><y><x>a"));
        Assert.Equal([4, 1, 0, 1, 4], tokenizer.Encode("w a w"));
        Assert.Equal([0, 0], tokenizer.Encode("awa")); // inside a word it is an unknown character, and this vocabulary drops those
        Assert.Equal([0, 5, 1, 0, 1, 6, 0], tokenizer.Encode("a  <l> a <r>  a"));
        Assert.True(tokenizer.IsSpecial(3));
        Assert.False(tokenizer.IsSpecial(2));
    }

    [Fact]
    public void Without_a_decoder_tokens_are_joined_by_spaces() =>
        Assert.Equal("a a", Make("""{"a": 0}""", "[]").Decode([0, 0]));

    [Fact]
    public void Pieces_of_a_growing_answer_join_to_its_text()
    {
        using var folder = new TemporaryDirectory();
        var tokenizer = Make(ByteVocabulary(), "[]", decoder: """{"type": "ByteLevel"}""");
        int[] ids = [.. System.Text.Encoding.UTF8.GetBytes("aé€🦙b").Select(value => (int)value)];
        var decoder = new IncrementalDecoder(tokenizer);

        string[] pieces = [.. ids.Select(decoder.Append), decoder.Finish()];

        Assert.Equal("aé€🦙b", string.Concat(pieces));
        Assert.Equal(["a", "", "é", "", "", "€", "", "", "", "🦙", "b", ""], pieces);
    }

    [Fact]
    public void Bytes_that_never_become_a_character_come_out_at_the_end()
    {
        var decoder = new IncrementalDecoder(Make(ByteVocabulary(), "[]", decoder: """{"type": "ByteLevel"}"""));

        Assert.Equal(("a", "", "", "\uFFFD"), (decoder.Append('a'), decoder.Append(0xE2), decoder.Append(0x82), decoder.Finish()));
    }

    /// <summary>A vocabulary in which byte b has id b.</summary>
    private static string ByteVocabulary()
    {
        var vocabulary = new JsonObject();
        int next = 256;
        for (int value = 0; value < 256; value++)
            vocabulary[((char)(value is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174 ? value : next++)).ToString()] = value;
        return vocabulary.ToJsonString();
    }

    private static Tokenizer Make(string vocabulary, string merges, string added = "[]", string decoder = "null")
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(folder.File("tokenizer.json"), $$"""
            {"added_tokens": {{added}}, "decoder": {{decoder}}, "model": {"type": "BPE", "vocab": {{vocabulary}}, "merges": {{merges}} } }
            """);
        return Tokenizer.Load(folder.Path);
    }
}
