using System.Text.Json;
using T2L.Testing;
using T2L.Tokenizers.ChatTemplates;

namespace T2L.Tokenizers.Tests.ChatTemplates;

/// <summary>Templates of our own, rendered by Jinja itself: Jinja/make-cases.py made the expected texts, Jinja/cases.json says with which version.</summary>
public sealed class JinjaTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "T2L.Tokenizers.Tests", "ChatTemplates", "Jinja");
    private static readonly JsonDocument Document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "cases.json")));

    [Fact]
    public void Renders_and_refuses_as_jinja_does()
    {
        var wrong = new List<string>();
        var contexts = Document.RootElement.GetProperty("contexts");
        var cases = Document.RootElement.GetProperty("cases");
        foreach (var item in cases.EnumerateArray())
        {
            string template = item.TryGetProperty("file", out var file)
                ? File.ReadAllText(Path.Combine(Folder, file.GetString()!))
                : item.GetProperty("template").GetString()!;
            var variables = contexts.GetProperty(item.GetProperty("context").GetString()!);
            string expected = item.TryGetProperty("rendered", out var text) ? text.GetString()! : $"refused: {item.GetProperty("refused").GetString()}";
            string actual = Rendered(template, variables);
            if (actual != expected)
                wrong.Add($"{template}\n  expected <{expected}>\n  got      <{actual}>");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cases.GetArrayLength()} differ:\n{string.Join('\n', wrong.Take(10))}");
        Assert.True(cases.GetArrayLength() > 800);
    }

    // What raise_exception says is compared word by word; of other refusals only that there is one.
    private static string Rendered(string template, JsonElement variables)
    {
        try
        {
            return ChatTemplate.Parse(template).Render(new ChatRequest([])
            {
                Variables = variables.EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value),
                Clock = new FixedClock(),
            });
        }
        catch (ChatTemplateException refusal)
        {
            return refusal.Error == ChatTemplateError.Raised ? $"refused: {refusal.Reason}" : "refused: ";
        }
    }
}
