using System.Text.Json;
using T2L.Testing;

namespace T2L.Embedding.Tests.Tokenization;

/// <summary>The cases were made by the Rust library «tokenizers» 0.23.2; index.json beside them says how.</summary>
public class GoldenTests
{
    private static readonly string Folder = Path.Combine(Repository.Family("tokenizers"), "bert-wordpiece");
    private static readonly Lazy<WordPieceTokenizer> FromJson = new(() => WordPieceTokenizer.Load(Folder));

    public static TheoryData<int> EncodeCases => Numbers("cases");

    public static TheoryData<int> DecodeCases => Numbers("decode_cases");

    [GoldenTheory("tokenizers")]
    [MemberData(nameof(EncodeCases))]
    public void Encodes_as_the_reference_does(int number)
    {
        var golden = Case("cases", number);
        var tokenizer = FromJson.Value;
        var text = golden.GetProperty("text").GetString()!;
        var ids = tokenizer.Encode(text, addSpecialTokens: false);
        Assert.Equal(Ids(golden, "ids"), ids);
        Assert.Equal(golden.GetProperty("tokens").EnumerateArray().Select(t => t.GetString()), ids.Select(tokenizer.Token));
        Assert.Equal(Ids(golden, "ids_with_special"), tokenizer.Encode(text));
    }

    [GoldenTheory("tokenizers")]
    [MemberData(nameof(EncodeCases))]
    public void Decodes_what_it_encoded_as_the_reference_does(int number)
    {
        var golden = Case("cases", number);
        var text = golden.GetProperty("text").GetString()!;
        var decoded = Expected(golden.GetProperty("decoded"), text);
        Assert.Equal(decoded, FromJson.Value.Decode(Ids(golden, "ids"), skipSpecialTokens: false));
        var skipped = golden.GetProperty("decoded_skip_special");
        var expected = skipped.ValueKind == JsonValueKind.String && skipped.GetString() == "=decoded" ? decoded : Expected(skipped, text);
        Assert.Equal(expected, FromJson.Value.Decode(Ids(golden, "ids_with_special")));
    }

    [GoldenTheory("tokenizers")]
    [MemberData(nameof(DecodeCases))]
    public void Decodes_any_ids_as_the_reference_does(int number)
    {
        var golden = Case("decode_cases", number);
        var ids = Ids(golden, "ids");
        Assert.Equal(golden.GetProperty("decoded").GetString(), FromJson.Value.Decode(ids, skipSpecialTokens: false));
        Assert.Equal(golden.GetProperty("decoded_skip_special").GetString(), FromJson.Value.Decode(ids));
    }

    [GoldenFact("tokenizers")]
    public void Vocab_txt_gives_the_same_tokenizer()
    {
        using var directory = new TemporaryDirectory();
        File.Copy(Path.Combine(Folder, "vocab.txt"), directory.File("vocab.txt"));
        var fromText = WordPieceTokenizer.Load(directory.Path);
        Assert.Equal(FromJson.Value.VocabularySize, fromText.VocabularySize);
        Assert.Equal(30522, fromText.VocabularySize);
        foreach (var number in Enumerable.Range(0, Count("cases")))
        {
            var golden = Case("cases", number);
            Assert.Equal(Ids(golden, "ids_with_special"), fromText.Encode(golden.GetProperty("text").GetString()!));
        }
    }

    private static string Expected(JsonElement value, string text) => value.ValueKind == JsonValueKind.True ? text : value.GetString()!;

    private static int[] Ids(JsonElement golden, string name) => golden.GetProperty(name).EnumerateArray().Select(i => i.GetInt32()).ToArray();

    private static TheoryData<int> Numbers(string list) =>
        Directory.Exists(Folder) ? [.. Enumerable.Range(0, Count(list))] : [0]; // A skipped theory still wants one row.

    private static int Count(string list) => Cases.Value.RootElement.GetProperty(list).GetArrayLength();

    private static JsonElement Case(string list, int number) => Cases.Value.RootElement.GetProperty(list)[number];

    private static readonly Lazy<JsonDocument> Cases = new(() => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "cases.json"))));
}
