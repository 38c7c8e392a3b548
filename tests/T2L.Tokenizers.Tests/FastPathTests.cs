using System.Text;
using T2L.Testing;

namespace T2L.Tokenizers.Tests;

/// <summary>The quick ways (scanners, words as bytes, cuts at marks) against the plain one: expressions, byte alphabet, one word at a time.</summary>
public sealed class FastPathTests
{
    [GoldenTheory("tokenizers")]
    [MemberData(nameof(Fixture.Names), MemberType = typeof(Fixture))]
    public void Golden_vocabularies_give_the_plain_ids_for_random_text(string name)
    {
        var (fast, plain) = (Fixture.Named(name), Fixture.Named(name, plain: true));
        var random = new Random(20261121);
        for (int round = 0; round < 2_000; round++)
        {
            string text = RandomText(random, fast);
            Assert.Equal(plain.Encode(text), fast.Encode(text));
        }
    }

    [GoldenTheory("tokenizers")]
    [MemberData(nameof(Fixture.Names), MemberType = typeof(Fixture))]
    public void Golden_vocabularies_take_a_long_word_in_the_time_of_many_short_ones(string name)
    {
        var tokenizer = Fixture.Named(name);
        // A time ratio, far above noise: quadratic work would be a hundred times more.
        double one = Milliseconds(tokenizer, 5_000), many = Milliseconds(tokenizer, 100_000);
        Assert.True(many < 20 * 8 * Math.Max(one, 1), $"5,000 letters took {one} ms, 100,000 took {many} ms.");
    }

    private static double Milliseconds(Tokenizer tokenizer, int letters)
    {
        var random = new Random(1);
        string word = string.Create(letters, random, static (word, random) =>
        {
            foreach (ref char letter in word)
                letter = (char)('a' + random.Next(26));
        });
        return Enumerable.Range(0, 3).Min(_ =>
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            tokenizer.Encode(word);
            return clock.Elapsed.TotalMilliseconds;
        });
    }

    private static string RandomText(Random random, Tokenizer tokenizer)
    {
        var text = new StringBuilder();
        for (int count = random.Next(20); count > 0; count--)
        {
            switch (random.Next(5))
            {
                case 0:
                    text.Append((char)random.Next(0xFFFF));
                    break;
                case 1:
                    text.Append(char.ConvertFromUtf32(random.Next(0x1F300, 0x1F6FF)));
                    break;
                case 2:
                    text.Append(' ', random.Next(4));
                    break;
                default:
                    text.Append(tokenizer.Decode([random.Next(tokenizer.VocabularySize)], skipSpecialTokens: false));
                    break;
            }
        }
        return text.ToString();
    }
}
