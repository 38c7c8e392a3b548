using System.Text.Json;
using T2L.Testing;

namespace T2L.Tokenizers.Tests.WordPiece;

public sealed class VocabularyTextGoldenTests
{
    private static readonly string Folder = Path.Combine(Repository.Family("tokenizers"), "bert-wordpiece");

    [GoldenFact("tokenizers")]
    public void Vocab_txt_gives_the_same_tokenizer()
    {
        using var directory = new TemporaryDirectory();
        File.Copy(Path.Combine(Folder, "vocab.txt"), directory.File("vocab.txt"));
        var tokenizer = Tokenizer.Load(directory.Path);
        Assert.Equal(30522, tokenizer.VocabularySize);
        using var cases = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "cases.json")));
        foreach (var item in cases.RootElement.GetProperty("cases").EnumerateArray())
        {
            int[] expected = [.. item.GetProperty("ids_with_special").EnumerateArray().Select(id => id.GetInt32())];
            Assert.Equal(expected, tokenizer.Encode(item.GetProperty("text").GetString()!));
        }
    }
}
