using System.Text.Json;
using T2L.Testing;
using T2L.Tokenizers.ChatTemplates;

namespace T2L.Tokenizers.Tests.ChatTemplates;

/// <summary>Every case of fixtures/tokenizers/chat_templates, rendered or refused by transformers' own renderer.</summary>
public sealed class ChatTemplateGoldenTests
{
    private static string Folder => Path.Combine(Repository.Family("tokenizers"), "chat_templates");

    public static TheoryData<int, string> Cases()
    {
        var cases = new TheoryData<int, string>();
        foreach (var (index, item) in Items().Index())
            cases.Add(index, item.GetProperty("template").GetString()!);
        return cases;
    }

    [GoldenTheory("tokenizers")]
    [MemberData(nameof(Cases))]
    public void Renders_what_transformers_renders(int index, string template)
    {
        var item = Items()[index];
        var chat = ChatTemplate.Parse(
            File.ReadAllText(Path.Combine(Folder, template)), template,
            SpecialTokens.Of(item.GetProperty("bos_token").GetString()!, item.GetProperty("eos_token").GetString()!));
        var request = new ChatRequest(
            [.. item.GetProperty("messages").EnumerateArray().Select(ChatMessage.FromJson)], item.GetProperty("add_generation_prompt").GetBoolean())
        {
            Tools = Optional(item, "tools"),
            Documents = Optional(item, "documents"),
        };

        if (item.TryGetProperty("error", out var error))
        {
            var refusal = Assert.Throws<ChatTemplateException>(() => chat.Render(request));
            Assert.Equal((ChatTemplateError.Raised, error.GetString()), (refusal.Error, refusal.Reason));
        }
        else
            Assert.Equal(item.GetProperty("rendered").GetString(), chat.Render(request));
    }

    private static JsonElement? Optional(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static List<JsonElement> Items()
    {
        string index = Path.Combine(Folder, "cases.json");
        return File.Exists(index) ? [.. JsonDocument.Parse(File.ReadAllText(index)).RootElement.GetProperty("cases").EnumerateArray()] : [];
    }
}
