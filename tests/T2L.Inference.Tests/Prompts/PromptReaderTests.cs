using T2L.Contracts;
using T2L.Models;
using T2L.Testing;
using T2L.Tokenizers.ChatTemplates;

namespace T2L.Inference.Prompts;

public sealed class PromptReaderTests : IDisposable
{
    private static readonly ChatTurn Hello = new("user", "hi");

    private readonly TemporaryDirectory _folder = new();
    private readonly LanguageModel _model;

    public PromptReaderTests()
    {
        TinyModel.Write(_folder.Path);
        _model = LanguageModel.Load(_folder.Path);
    }

    [Fact]
    public void A_raw_text_gets_the_tokenizers_special_tokens_and_no_template() =>
        Assert.Equal("<n1> h i <sep>", Tokens("{{ 1 / 0 }}", new CompletionRequest("hi", null)));

    [Fact]
    public void Without_a_template_a_users_message_is_a_raw_text() =>
        Assert.Equal(Tokens(null, new CompletionRequest("hi", null)), Tokens(null, CompletionRequest.OfUser("hi", null)));

    [Fact]
    public void A_template_writes_its_special_tokens_and_nothing_comes_on_top() =>
        Assert.Equal("<n1> A h i <sep>", Tokens("<n1>{% for m in messages %}A{{ m.content }}{% endfor %}<sep>", CompletionRequest.OfUser("hi", null)));

    [Fact]
    public void Several_turns_go_through_the_template() => Assert.Equal("< h i > < o k >", Tokens(
        "{% for m in messages %}<{{ m.content }}>{% endfor %}", new CompletionRequest("", null, Turns: [Hello, new ChatTurn("assistant", "ok")])));

    [Fact]
    public void Several_turns_without_a_template_are_refused() => Refuses(null, new CompletionRequest("", null, Turns: [Hello, Hello]),
        "'tiny' has no chat template, so it takes one user message and not a conversation of 2. Send one, or set Inference:ChatTemplate.");

    [Fact]
    public void What_the_template_refuses_is_told_in_its_words() => Refuses("{{ raise_exception('Too short') }}", CompletionRequest.OfUser("hi", null),
        "The conversation cannot be written for 'tiny'. chat template, line 1: Too short");

    [Fact]
    public void A_character_without_a_token_is_named_in_a_rendered_prompt_too() => Refuses("{{ messages[0].content }}é", CompletionRequest.OfUser("hi", null),
        "The prompt has 'é', for which 'tiny' has no token. Leave it out.");

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    private void Refuses(string? template, CompletionRequest request, string message)
    {
        var refusal = Assert.Throws<InferenceException>(() => Tokens(template, request));
        Assert.Equal((InferenceError.PromptNotUsable, message), (refusal.Error, refusal.Message));
    }

    private string Tokens(string? template, CompletionRequest request) => string.Join(' ',
        new PromptReader(_model, template is null ? null : ChatTemplate.Parse(template)).Read(request).Select(_model.Tokenizer.Token));
}
