using T2L.Tokenizers.Normalizers;
using T2L.Tokenizers.PreTokenizers;
using T2L.Tokenizers.Tests.PreTokenizers;

namespace T2L.Tokenizers.Tests.Normalizers;

public sealed class BertNormalizerTests
{
    [Theory]
    [InlineData("Hello\tWorld\r\n", "hello world  ")]
    [InlineData("a\u0000b\u0007c\uFFFDd\u200De\uE000f", "abcdef")] // controls, zero width joiner, private use
    [InlineData("a\u2003b\u2028c", "a b c")]
    [InlineData("Ärger naïve Việt ÇA", "arger naive viet ca")]
    [InlineData("e\u0301\u0323", "e")]
    [InlineData("İstanbul ẞ Å ÆØ", "istanbul ß a æø")]
    [InlineData("中a", " 中 a")]
    [InlineData("한", "\u1112\u1161\u11AB")]
    [InlineData("\u09CB", "\u09C7\u09BE")] // a vowel sign that decomposes into two spacing marks
    [InlineData("x\uD800y", "xy")] // a lone surrogate is no character
    [InlineData("😀", "😀")]
    public void Uncased(string text, string expected) => Assert.Equal(expected, BertNormalizer.Uncased.Normalize(text));

    [Fact]
    public void Each_step_can_be_left_out()
    {
        Assert.Equal("A\tÉ中", new BertNormalizer(false, false, false, false).Normalize("A\tÉ中"));
        Assert.Equal("a\té", new BertNormalizer(false, false, false, true).Normalize("A\tÉ"));
        Assert.Equal("A\tE", new BertNormalizer(false, false, true, false).Normalize("A\tÉ"));
        Assert.Equal("i\u0307", new BertNormalizer(false, false, false, true).Normalize("İ"));
    }

    [Fact]
    public void Words_end_at_white_space_and_punctuation_stands_alone()
    {
        const string text = " don't (stop)…x$y «»  ";
        var words = new WordList();
        BertPreTokenizer.Instance.Split(text, atStart: true, words);
        Assert.Equal(["don", "'", "t", "(", "stop", ")", "…", "x", "$", "y", "«", "»"], words.Words);
    }
}
