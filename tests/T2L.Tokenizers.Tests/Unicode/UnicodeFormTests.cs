using T2L.Tokenizers.Unicode;

namespace T2L.Tokenizers.Tests.Unicode;

public sealed class UnicodeFormTests
{
    [Theory]
    [InlineData("e\u0301", "\u00E9")] // joined
    [InlineData("\u1100\u1161\u11A8", "\uAC01")] // Hangul by formula
    [InlineData("\uAC00\u11A8", "\uAC01")] // a syllable and its last letter
    [InlineData("a\u0323\u0302", "\u1EAD")] // two marks
    [InlineData("a\u0302\u0323", "\u1EAD")] // two marks in the other order
    [InlineData("\u00E9\u0323", "\u1EB9\u0301")] // a finished letter is taken apart for a mark below it
    [InlineData("\u212B", "\u00C5")] // a character that only stands for another
    [InlineData("\u0958", "\u0915\u093C")] // excluded from composition
    [InlineData("a\u0315\u0300", "\u00E0\u0315")] // a mark passes one of a higher class
    [InlineData("\u0300a", "\u0300a")] // a mark without a letter
    [InlineData("plain 中文 😀 é", "plain 中文 😀 é")]
    public void Form_c_joins_letters_and_marks(string text, string expected) => Assert.Equal(expected, UnicodeForm.Nfc.Apply(text));

    [Theory]
    [InlineData("\u1EAD", "a\u0323\u0302")]
    [InlineData("\uAC01x", "\u1100\u1161\u11A8x")]
    [InlineData("ﬁ", "ﬁ")]
    public void Form_d_takes_letters_apart(string text, string expected) => Assert.Equal(expected, UnicodeForm.Nfd.Apply(text));

    [Theory]
    [InlineData("ﬁ ½ Ａ ㌔ \u1E9B\u0323", "fi 1\u20442 A キロ \u1E69", "fi 1\u20442 A キロ s\u0323\u0307")]
    [InlineData("㈱é", "(株)é", "(株)e\u0301")]
    public void Compatible_forms_write_variants_as_what_they_stand_for(string text, string composed, string decomposed)
    {
        Assert.Equal(composed, UnicodeForm.Nfkc.Apply(text));
        Assert.Equal(decomposed, UnicodeForm.Nfkd.Apply(text));
    }

    [Fact]
    public void Text_in_the_form_is_the_same_string()
    {
        const string text = "中文 한국어 naïve 😀";
        Assert.Same(text, UnicodeForm.Nfc.Apply(text));
    }

    [Fact]
    public void A_hundred_thousand_marks_in_a_row_take_no_quadratic_time()
    {
        string text = "a" + string.Concat(Enumerable.Repeat("\u0301\u0323", 50_000));
        Assert.StartsWith("\u1EA1\u0323", UnicodeForm.Nfc.Apply(text), StringComparison.Ordinal);
    }
}
