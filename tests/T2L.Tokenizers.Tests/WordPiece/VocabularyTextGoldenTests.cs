using System.Text.Json;
using T2L.Testing;

namespace T2L.Tokenizers.Tests.WordPiece;

public sealed class VocabularyTextGoldenTests
{
    // Whatever cases hold one, under whatever name.
    [GoldenFact("tokenizers")]
    public void Vocab_txt_gives_the_same_tokenizer()
    {
        foreach (var entry in GoldenIndex.Of("tokenizers").Where(c => File.Exists(Path.Combine(c.Path, "vocab.txt"))))
            Compare(entry.Path);
    }

    private static void Compare(string folder)
    {
        using var directory = new TemporaryDirectory();
        File.Copy(Path.Combine(folder, "vocab.txt"), directory.File("vocab.txt"));
        var tokenizer = Tokenizer.Load(directory.Path);
        Assert.Equal(Fixture.Open(folder).VocabularySize, tokenizer.VocabularySize);
        using var cases = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "cases.json")));
        foreach (var item in cases.RootElement.GetProperty("cases").EnumerateArray())
        {
            int[] expected = [.. item.GetProperty("ids_with_special").EnumerateArray().Select(id => id.GetInt32())];
            Assert.Equal(expected, tokenizer.Encode(item.GetProperty("text").GetString()!));
        }
    }
}
