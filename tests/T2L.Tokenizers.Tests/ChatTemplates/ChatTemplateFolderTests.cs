using T2L.Testing;
using T2L.Tokenizers.ChatTemplates;
using T2L.Tokenizers.Formats;

namespace T2L.Tokenizers.Tests.ChatTemplates;

public sealed class ChatTemplateFolderTests : IDisposable
{
    private static readonly ChatRequest Hello = new([new ChatMessage("user", "hi")]);
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void A_model_without_a_template_has_none()
    {
        Assert.Null(ChatTemplate.Load(_folder.Path));
        Write("tokenizer_config.json", """{"bos_token": "<s>"}""");
        Assert.Null(ChatTemplate.Load(_folder.Path));
    }

    [Fact]
    public void Special_tokens_are_texts_or_objects()
    {
        Write("special_tokens_map.json", """{"bos_token": "<old>", "pad_token": "<pad>"}""");
        Write("tokenizer_config.json",
            """{"bos_token": {"content": "<s>", "lstrip": false}, "eos_token": "</s>", "unk_token": null, "chat_template": "{{ bos_token ~ messages[0].content ~ eos_token ~ pad_token ~ unk_token }}"}""");

        Assert.Equal("<s>hi</s><pad>", ChatTemplate.Load(_folder.Path)!.Render(Hello));
    }

    [Fact]
    public void Its_own_file_goes_before_the_field()
    {
        Write("tokenizer_config.json", """{"bos_token": "<s>", "chat_template": "field"}""");
        Write("chat_template.jinja", "{{ bos_token }}file\n");

        var template = ChatTemplate.Load(_folder.Path)!;

        Assert.Equal("<s>file", template.Render(Hello));
        Assert.Equal(_folder.File("chat_template.jinja"), template.Source);
    }

    [Fact]
    public void With_tools_the_template_for_tools_is_taken()
    {
        Write("tokenizer_config.json", """
            {"chat_template": [{"name": "default", "template": "plain"}, {"name": "tool_use", "template": "{{ tools | length }} tools"}, {"name": "rag", "template": "rag"}]}
            """);
        Directory.CreateDirectory(_folder.File("additional_chat_templates"));
        Write("additional_chat_templates/short.jinja", "short");
        var template = ChatTemplate.Load(_folder.Path)!;
        using var tools = System.Text.Json.JsonDocument.Parse("[{}, {}]");

        Assert.Equal("plain", template.Render(Hello));
        Assert.Equal("2 tools", template.Render(Hello with { Tools = tools.RootElement }));
        Assert.Equal("rag", template.Named["rag"].Render(Hello));
        Assert.Equal("short", template.Named["short"].Render(Hello));
    }

    [Theory]
    [InlineData("""{"chat_template": 7}""", ModelFormatError.BadValue, "chat_template is 7, expected a text or a list of named texts.")]
    [InlineData("""{"chat_template": [7]}""", ModelFormatError.BadValue, "chat_template is 7, expected a list of objects.")]
    [InlineData("""{"chat_template": [{"name": "default"}]}""", ModelFormatError.MissingField, "chat_template[0].template is missing.")]
    [InlineData("""{"chat_template": [{"name": "rag", "template": ""}]}""", ModelFormatError.MissingField, "chat_template has rag, but none named default.")]
    [InlineData("""{"chat_template": "", "bos_token": 7}""", ModelFormatError.BadValue, "bos_token is 7, expected text.")]
    [InlineData("""{"chat_template": "", "bos_token": {}}""", ModelFormatError.MissingField, "bos_token.content is missing.")]
    [InlineData("[]", ModelFormatError.NotJson, "the file is not a JSON object.")]
    public void Refuses_a_damaged_configuration(string json, ModelFormatError kind, string message)
    {
        Write("tokenizer_config.json", json);

        var refusal = Assert.Throws<ModelFormatException>(() => ChatTemplate.Load(_folder.Path));

        Assert.Equal((kind, $"{_folder.File("tokenizer_config.json")}: {message}"), (refusal.Error, refusal.Message));
    }

    [Fact]
    public void A_fault_names_the_file_and_the_line()
    {
        Write("chat_template.jinja", "{{ messages }}\n{% include 'x' %}");

        var refusal = Assert.Throws<ChatTemplateException>(() => ChatTemplate.Load(_folder.Path));

        Assert.Equal(
            $"{_folder.File("chat_template.jinja")}, line 2: the tag 'include' is not supported here. A chat template is one text; write what the tag would bring into it.",
            refusal.Message);
    }

    [Fact]
    public void Refuses_a_file_that_is_no_text_or_too_large()
    {
        File.WriteAllBytes(_folder.File("chat_template.jinja"), [0xff, 0xfe, 0x00]);
        Assert.Equal(ModelFormatError.BadValue, Assert.Throws<ModelFormatException>(() => ChatTemplate.Load(_folder.Path)).Error);

        Write("chat_template.jinja", new string('x', (1 << 20) + 1));
        Assert.Equal(ModelFormatError.TooLarge, Assert.Throws<ModelFormatException>(() => ChatTemplate.Load(_folder.Path)).Error);
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string name, string text) => File.WriteAllText(_folder.File(name), text);
}
