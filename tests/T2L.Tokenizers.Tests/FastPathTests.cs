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
    public async Task Golden_vocabularies_come_to_the_end_of_a_word_of_a_million_letters(string name)
    {
        var tokenizer = Fixture.Named(name);
        var random = new Random(1);
        string word = string.Create(1_000_000, random, static (word, random) =>
        {
            foreach (ref char letter in word)
                letter = (char)('a' + random.Next(26));
        });

        // Not a measure of speed: work that grows with the square of the length would take hours, this takes a second or two.
        var ids = await Task.Run(() => tokenizer.Encode(word, addSpecialTokens: false)).WaitAsync(TimeSpan.FromMinutes(2));

        Assert.NotEmpty(ids);
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
