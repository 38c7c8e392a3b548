using System.Diagnostics;
using System.Text;
using T2L.Testing;
using T2L.Testing.Fuzz;
using T2L.Tokenizers.ChatTemplates;
using T2L.Tokenizers.Formats;

namespace T2L.Tokenizers.Tests.ChatTemplates;

/// <summary>Thousands of damaged templates: each is rendered or refused with a kind of the closed list, in bounded time and memory.</summary>
[Trait("Category", "Slow")]
public sealed class FuzzTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "T2L.Tokenizers.Tests", "ChatTemplates", "Jinja");

    // So that what a case may take stays small; the limits themselves are what is tried.
    private static readonly ChatTemplateLimits Small = new()
    {
        MaxSteps = 100_000,
        MaxCreatedCharacters = 1 << 20,
        MaxTextCharacters = 1 << 18,
        MaxRange = 10_000,
    };

    [Fact]
    public void Mutated_templates_are_rendered_or_refused()
    {
        string[] sound = [.. Templates().Concat(File.ReadAllText(Path.Combine(Folder, "templates.txt")).Split("\n§\n"))];
        var random = new Random((int)FuzzLimits.Seed);
        var kinds = new Dictionary<string, int>();
        for (int i = 0; i < FuzzLimits.Cases; i++)
        {
            string template = TemplateMutation.Of(sound[random.Next(sound.Length)], sound, random);
            long start = Stopwatch.GetTimestamp(), before = GC.GetAllocatedBytesForCurrentThread();
            string outcome = Outcome(template);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(Stopwatch.GetElapsedTime(start) < FuzzLimits.PerCase, $"case {i} of seed {FuzzLimits.Seed} took {Stopwatch.GetElapsedTime(start)}:\n{template}");
            Assert.True(allocated < 256 << 20, $"case {i} of seed {FuzzLimits.Seed} took {allocated} bytes:\n{template}");
            kinds[outcome] = kinds.GetValueOrDefault(outcome) + 1;
        }

        // Every kind but the one about the conversation is met, and neither all nor none are rendered.
        Assert.Superset(Enum.GetNames<ChatTemplateError>().Append("rendered").Except(["BadInput"]).ToHashSet(), kinds.Keys.ToHashSet());
        Assert.InRange(kinds["rendered"], 1, FuzzLimits.Cases * 3 / 4);
    }

    [Fact]
    public void Damaged_model_folders_are_read_or_refused()
    {
        const string Config = """
            {"bos_token": "<s>", "eos_token": {"content": "</s>", "lstrip": false, "__type": "AddedToken"}, "pad_token": null, "model_max_length": 1e30,
             "chat_template": [{"name": "default", "template": "{% for m in messages %}{{ bos_token + m['role'] ~ m.content | trim }}{% endfor %}"}, {"name": "tool_use", "template": "{{ tools | tojson }}"}]}
            """;
        using var folder = new TemporaryDirectory(inMemory: true);
        string template = Templates().First();
        new FuzzRun("chat template", Kind).Over(Sound("tokenizer_config.json", Config) with { IsText = true }, Sound("chat_template.jinja", template));

        FuzzFile Sound(string name, string text) => new(Encoding.UTF8.GetBytes(text), bytes =>
        {
            foreach (string old in Directory.GetFiles(folder.Path))
                File.Delete(old);
            File.WriteAllBytes(folder.File(name), bytes);
            return () => ChatTemplate.Load(folder.Path);
        });
    }

    private static IEnumerable<string> Templates() => Directory.GetFiles(Folder, "*.jinja").Order(StringComparer.Ordinal).Select(File.ReadAllText);

    // Anything but the one exception fails the test as it is.
    private static string Outcome(string template)
    {
        try
        {
            ChatTemplate.Parse(template, limits: Small).Render(new ChatRequest(
                [new ChatMessage("system", "Be terse."), new ChatMessage("user", " Hi 🦙 "), new ChatMessage("assistant", "Ok."), new ChatMessage("user", "a\nb")])
            {
                Clock = new FixedClock(),
            });
            return "rendered";
        }
        catch (ChatTemplateException refusal)
        {
            return refusal.Error.ToString();
        }
    }

    private static Enum? Kind(Exception exception) => exception switch
    {
        ModelFormatException refusal => refusal.Error,
        ChatTemplateException refusal => refusal.Error,
        _ => null,
    };
}
