using T2L.Contracts;
using T2L.Models;
using T2L.Testing;
using T2L.Tokenizers.ChatTemplates;
using T2L.Tokenizers.Formats;

namespace T2L.Inference.Prompts;

public sealed class ChatTemplateChoiceTests : IDisposable
{
    private static readonly ChatRequest Hello = new([new ChatMessage("user", "hi")]);
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void Auto_is_the_models_own_where_it_has_one()
    {
        Assert.Null(ChatTemplateChoice.Resolve("auto", _folder.Path));
        File.WriteAllText(_folder.File("tokenizer_config.json"), """{"chat_template": "own"}""");
        Assert.Equal("own", ChatTemplateChoice.Resolve("auto", _folder.Path)!.Render(Hello));
        Assert.Null(ChatTemplateChoice.Resolve("none", _folder.Path));
    }

    [Fact]
    public void Others_write_the_models_special_tokens()
    {
        File.WriteAllText(_folder.File("tokenizer_config.json"), """{"bos_token": "<B>", "chat_template": "own"}""");
        File.WriteAllText(_folder.File("mine.jinja"), "{{ bos_token }}mine");

        Assert.Equal("<B> [INST] \n\nhi [/INST]", ChatTemplateChoice.Resolve("t2l-mistral", _folder.Path)!.Render(Hello));
        Assert.Equal("<B>mine", ChatTemplateChoice.Resolve(_folder.File("mine.jinja"), _folder.Path)!.Render(Hello));
    }

    [Fact]
    public void A_template_that_cannot_be_used_says_what_to_set()
    {
        string path = _folder.File("chat_template.jinja");
        File.WriteAllText(path, "\n{% extends 'x' %}");

        var refusal = Assert.Throws<ModelFormatException>(() => ChatTemplateChoice.Resolve("auto", _folder.Path));

        Assert.Equal(
            $"{path}: line 2: the tag 'extends' is not supported here. A chat template is one text; write what the tag would bring into it."
            + " To go on without this template, set Inference:ChatTemplate to none, t2l-mistral, t2l-llama-3, t2l-gemma-2 or a .jinja file.",
            refusal.Message);
        Assert.Equal(ModelFormatError.MissingFile, Assert.Throws<ModelFormatException>(
            () => ChatTemplateChoice.Resolve(_folder.File("none.jinja"), _folder.Path)).Error);
    }

    [Fact]
    public async Task An_engine_answers_a_user_through_the_models_template()
    {
        TinyModel.Write(_folder.Path);
        File.WriteAllText(_folder.File("chat_template.jinja"), "<n1>{{ messages[0].content }}!<sep>");
        using var auto = BuiltInEngine.Load(_folder.Path, "cpu", new NoAdapters());
        using var none = BuiltInEngine.Load(_folder.Path, "cpu", new NoAdapters(), new EngineOptions { ChatTemplate = "none" });

        var raw = await auto.CompleteAsync(new CompletionRequest("hi!", null, MaxTokens: 8), default);

        Assert.Equal(raw, await auto.CompleteAsync(CompletionRequest.OfUser("hi", null, 8), default));
        Assert.Equal(raw, await none.CompleteAsync(CompletionRequest.OfUser("hi!", null, 8), default));
        Assert.NotEqual(raw, await none.CompleteAsync(CompletionRequest.OfUser("hi", null, 8), default));
    }

    public void Dispose() => _folder.Dispose();

    private sealed class NoAdapters : IAdapterSource
    {
        public Task<T2L.Adapters.AnyAdapter> LoadAsync(T2L.Adapters.Digest digest, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
