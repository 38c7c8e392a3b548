using System.Text;
using T2L.Tokenizers.PreTokenizers;

namespace T2L.Tokenizers.Tests.PreTokenizers;

/// <summary>The scanners written by hand against the expressions they stand for.</summary>
public sealed class WordScannerTests
{
    private static readonly string[] Pieces =
    [
        " ", "  ", "\n", "\r\n", "\t", "'", "'s", "'LL", "'Ve", "'\u017F", "’s", "a", "Z", "ab", "word", "é", "е", "中文", "한", "𝒳", "🦙", "👩‍💻",
        "1", "22", "345", "½", "²", "٣", "Ⅷ", "𝟗", "!", "...", "--", "_", "$", "\u00A0", "\u2003", "\u3000", "\u0085", "\u200B", "\u0301", "\uD800", "\uDC00", "\u2028",
    ];

    [Theory]
    [InlineData(Gpt2Scanner.Expression)]
    [InlineData(Llama3Scanner.Expression)]
    [InlineData(Llama3Scanner.SingleDigits)]
    public void Scanners_give_the_words_of_their_expressions(string expression)
    {
        var scanner = WordScanner.Of(expression)!;
        var regex = new SplitPreTokenizer(new RegexPattern(expression, "test"), SplitBehavior.Isolated, invert: false);
        var random = new Random(20261121);
        for (int round = 0; round < 20_000; round++)
        {
            string text = RandomText(random);
            Assert.Equal(Words(regex, text), Words(scanner, text));
        }
    }

    [Fact]
    public void Letters_beyond_the_first_plane_are_letters()
    {
        // 𝒳 is a letter, 🦙 is none; each is two UTF-16 units.
        Assert.Equal([(0, 3), (5, 1)], new RegexPattern(@"\p{L}+", "test").Find("a𝒳🦙b"));
    }

    [Theory]
    [InlineData(@"(a+)+$(?<!b)", "of look-arounds and back references only")]
    [InlineData(@"(a)\1", "of look-arounds and back references only")]
    [InlineData(@"(", "Not enough )'s")]
    [InlineData("[😀]", "beyond U+FFFF")]
    public void Expressions_that_could_hang_or_mislead_are_refused(string expression, string problem) =>
        Assert.Contains(problem, Assert.ThrowsAny<ArgumentException>(() => new RegexPattern(expression, "test")).Message, StringComparison.Ordinal);

    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (int count = random.Next(12); count > 0; count--)
        {
            if (random.Next(4) > 0)
                text.Append(Pieces[random.Next(Pieces.Length)]);
            else
                text.Append((char)random.Next(random.Next(2) == 0 ? 0x250 : 0xFFFF));
        }
        return text.ToString();
    }

    private static List<string> Words(IPreTokenizer split, string text)
    {
        var words = new WordList();
        split.Split(text, atStart: true, words);
        return words.Words;
    }
}
