using System.Text.Json;
using T2L.Testing;

namespace T2L.Tokenizers.Tests;

/// <summary>Every case of fixtures/tokenizers; ids and texts come from Hugging Face tokenizers 0.23.2 (index.json).</summary>
public sealed class TokenizerGoldenTests
{
    public static TheoryData<string> Names()
    {
        var names = new TheoryData<string>();
        string index = Path.Combine(Repository.Family("tokenizers"), "index.json");
        if (File.Exists(index))
            foreach (var entry in JsonDocument.Parse(File.ReadAllText(index)).RootElement.GetProperty("tokenizers").EnumerateArray())
                names.Add(entry.GetProperty("name").GetString()!);
        return names;
    }

    [GoldenTheory("tokenizers")]
    [MemberData(nameof(Names))]
    public void Ids_and_texts_match_the_reference(string name)
    {
        string folder = Path.Combine(Repository.Family("tokenizers"), name);
        var tokenizer = Fixture.Open(folder);
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "cases.json")));
        var wrong = new List<string>();

        foreach (var item in document.RootElement.GetProperty("cases").EnumerateArray())
            Check(tokenizer, item, wrong);
        foreach (var item in document.RootElement.GetProperty("decode_cases").EnumerateArray())
        {
            Compare(wrong, "decode", item.GetProperty("decoded").GetString()!, tokenizer.Decode(Ids(item, "ids"), skipSpecialTokens: false));
            Compare(wrong, "decode, special left out", item.GetProperty("decoded_skip_special").GetString()!, tokenizer.Decode(Ids(item, "ids")));
            Compare(wrong, "decode one by one", item.GetProperty("decoded").GetString()!, Fixture.OneByOne(tokenizer, Ids(item, "ids"), false));
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} differences:\n{string.Join('\n', wrong.Take(10))}");
    }

    private static void Check(Tokenizer tokenizer, JsonElement item, List<string> wrong)
    {
        string text = item.GetProperty("text").GetString()!;
        int[] ids = Ids(item, "ids"), withSpecial = Ids(item, "ids_with_special");
        Compare(wrong, $"encode {text}", string.Join(' ', ids), string.Join(' ', tokenizer.Encode(text, addSpecialTokens: false)));
        Compare(wrong, $"tokens of {text}", string.Join(' ', item.GetProperty("tokens").EnumerateArray()), string.Join(' ', ids.Select(tokenizer.Token)));
        Compare(wrong, $"encode with special {text}", string.Join(' ', withSpecial), string.Join(' ', tokenizer.Encode(text)));
        string decoded = Text(item.GetProperty("decoded"), text, "");
        Compare(wrong, $"decode of {text}", decoded, tokenizer.Decode(ids, skipSpecialTokens: false));
        Compare(wrong, $"decode of {text}, special left out",
            Text(item.GetProperty("decoded_skip_special"), text, decoded), tokenizer.Decode(withSpecial));
    }

    private static string Text(JsonElement value, string text, string decoded) =>
        value.ValueKind == JsonValueKind.True ? text : value.GetString() == "=decoded" ? decoded : value.GetString()!;

    private static int[] Ids(JsonElement item, string name) => [.. item.GetProperty(name).EnumerateArray().Select(id => id.GetInt32())];

    private static void Compare(List<string> wrong, string what, string expected, string actual)
    {
        if (expected != actual)
            wrong.Add($"{what}: expected <{expected}>, got <{actual}>");
    }
}
