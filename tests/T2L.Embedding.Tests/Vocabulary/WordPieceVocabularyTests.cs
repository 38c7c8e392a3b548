using System.Text.Json;
using T2L.Embedding.Tests.Nano;
using T2L.Tokenizers;

namespace T2L.Embedding.Tests.Vocabulary;

public class WordPieceVocabularyTests
{
    private static readonly WordPieceVocabulary Trained = NgramFixture.Vocabulary;

    [Fact]
    public void Special_tokens_come_first()
    {
        Assert.Equal(["[PAD]", "[CLS]", "[SEP]", "[MASK]", "[UNK]"], Trained.Tokens.Take(5));
        Assert.Equal("[UNK]", Trained.Tokens[WordPieceVocabulary.FirstTokenId]);
    }

    [Fact]
    public void Our_own_tokenizer_reads_what_is_written()
    {
        var tokenizer = Trained.ToTokenizer();
        Assert.Equal(Trained.Tokens.Count, tokenizer.VocabularySize);
        Assert.All(Trained.Tokens.Select((token, id) => (token, id)), t => Assert.Equal(t.id, tokenizer.Id(t.token)));
        var ids = tokenizer.Encode("Reverse the word.");
        Assert.Equal(["[CLS]", "reverse", "the", "word", ".", "[SEP]"], ids.Select(tokenizer.Token));
        Assert.Equal("reverse the word.", tokenizer.Decode(ids));
    }

    [Fact]
    public void Repeated_words_are_whole_and_misspelt_ones_fall_into_pieces()
    {
        var tokenizer = Trained.ToTokenizer();
        Assert.Equal(["words"], Pieces(tokenizer, "words"));
        var misspelt = Pieces(tokenizer, "wordz");
        Assert.Equal(["word", "##z"], misspelt);
        Assert.DoesNotContain("[UNK]", Pieces(tokenizer, "qwxzj 90210 a-b_c@d.e #! revers"));
    }

    [Fact]
    public void Ascii_is_never_unknown_even_without_texts()
    {
        var tokenizer = WordPieceVocabulary.Train([], 256).ToTokenizer();
        var printable = string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c));
        Assert.DoesNotContain("[UNK]", Pieces(tokenizer, printable));
        Assert.DoesNotContain("[UNK]", Pieces(tokenizer, "Any9 Words"));
        Assert.Equal(["[UNK]"], Pieces(tokenizer, "ж"));
    }

    [Fact]
    public void Other_characters_of_the_texts_are_known()
    {
        var tokenizer = WordPieceVocabulary.Train(["жук 😀"], 300).ToTokenizer();
        Assert.Equal(["ж", "##к"], Pieces(tokenizer, "жк"));
        Assert.Equal(["😀"], Pieces(tokenizer, "😀"));
    }

    [Fact]
    public void The_same_texts_give_the_same_file_and_never_more_tokens_than_asked()
    {
        Assert.Equal(Trained.ToJson(), WordPieceVocabulary.Train(NgramFixture.Descriptions, 400).ToJson());
        foreach (var size in new[] { 256, 300, 400, 4000 })
        {
            var tokens = WordPieceVocabulary.Train(NgramFixture.Descriptions, size).Tokens;
            Assert.InRange(tokens.Count, 150, size);
            Assert.Equal(tokens.Count, tokens.Distinct(StringComparer.Ordinal).Count());
        }
    }

    [Fact]
    public void The_file_has_the_form_of_a_hugging_face_tokenizer()
    {
        var root = JsonDocument.Parse(Trained.ToJson()).RootElement;
        Assert.Equal("1.0", root.GetProperty("version").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("truncation").ValueKind);
        Assert.Equal("BertNormalizer", root.GetProperty("normalizer").GetProperty("type").GetString());
        Assert.Equal("BertPreTokenizer", root.GetProperty("pre_tokenizer").GetProperty("type").GetString());
        Assert.Equal("TemplateProcessing", root.GetProperty("post_processor").GetProperty("type").GetString());
        Assert.Equal("WordPiece", root.GetProperty("model").GetProperty("type").GetString());
        Assert.Equal(3, root.GetProperty("post_processor").GetProperty("single").GetArrayLength());
        Assert.All(root.GetProperty("added_tokens").EnumerateArray(), t => Assert.True(t.GetProperty("special").GetBoolean()));
    }

    [Fact]
    public void Refuses_a_size_too_small_for_the_characters() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WordPieceVocabulary.Train(["text"], 255));

    private static List<string> Pieces(Tokenizer tokenizer, string text) =>
        tokenizer.Encode(text, addSpecialTokens: false).Select(id => tokenizer.Token(id)!).ToList();
}
