using System.Text.Json;
using T2L.Tokenizers.ChatTemplates;

namespace T2L.Tokenizers.Tests.ChatTemplates;

/// <summary>The words of refusals: what, where, and what to do.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("a\n{% extends 'x' %}", ChatTemplateError.Unsupported, 2, "the tag 'extends' is not supported here. A chat template is one text; write what the tag would bring into it.")]
    [InlineData("{% for x in y recursive %}{% endfor %}", ChatTemplateError.Unsupported, 1, "a recursive loop is not supported here. Write a macro that calls itself.")]
    [InlineData("\n\n{{ x | xmlattr }}", ChatTemplateError.Unsupported, 3, "the filter 'xmlattr' is not supported here. docs/chat-templates.md lists the filters; write the template without this one.")]
    [InlineData("{{ x is escaped }}", ChatTemplateError.Unsupported, 1, "the test 'escaped' is not supported here. docs/chat-templates.md lists the tests; write the template without this one.")]
    [InlineData("{{ f(*x) }}", ChatTemplateError.Unsupported, 1, "'*' before an argument is not supported here. Write the arguments one by one.")]
    [InlineData("{{ x[1, 2] }}", ChatTemplateError.Unsupported, 1, "an index of several values is not supported here. Use one index after the other.")]
    [InlineData("{{ 'a\n\\N{DASH}' }}", ChatTemplateError.Unsupported, 2, @"a character by its name (\N{...}) is not supported here. Write it as \uXXXX.")]
    [InlineData("{% if x %}\n", ChatTemplateError.Syntax, 1, "found the end of the template, expected the tag 'elif' or 'else' or 'endif'.")]
    [InlineData("{% if x %}{% endfor %}", ChatTemplateError.Syntax, 1, "found 'endfor', expected the name of a tag.")]
    [InlineData("{{ 1 +\n }}", ChatTemplateError.Syntax, 2, "found the end of the expression, expected a value.")]
    [InlineData("\n{{ x", ChatTemplateError.Syntax, 2, "the tag does not end; '}}' is missing.")]
    [InlineData("{{ 'x }}", ChatTemplateError.Syntax, 1, "the text does not end; ' is missing.")]
    [InlineData("{{ x ? }}", ChatTemplateError.Syntax, 1, "the character '?' has no meaning inside a tag.")]
    [InlineData("{# x", ChatTemplateError.Syntax, 1, "the comment does not end; '#}' is missing.")]
    [InlineData("{% raw %}", ChatTemplateError.Syntax, 1, "the raw block does not end; '{% endraw %}' is missing.")]
    [InlineData("{% break %}", ChatTemplateError.Syntax, 1, "'break' stands outside a loop.")]
    [InlineData("{% set true = 1 %}", ChatTemplateError.Syntax, 1, "found 'true', expected the name of a variable.")]
    public void Refuses_to_read(string template, ChatTemplateError kind, int line, string reason)
    {
        var refusal = Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse(template, "a.jinja"));

        Assert.Equal((kind, line, reason, $"a.jinja, line {line}: {reason}"), (refusal.Error, refusal.Line, refusal.Reason, refusal.Message));
    }

    [Theory]
    [InlineData("\n{{ tool.name }}", ChatTemplateError.Undefined, 2, "'tool' is undefined, so 'name' of it cannot be read.")]
    [InlineData("{{ messages[0].x.y }}", ChatTemplateError.Undefined, 1, "a mapping has no 'x', so 'y' of it cannot be read.")]
    [InlineData("{{ 'a' + x }}", ChatTemplateError.Undefined, 1, "'x' is undefined, so '+' cannot use it.")]
    [InlineData("{{ x() }}", ChatTemplateError.Undefined, 1, "'x' is undefined, so it cannot be called.")]
    [InlineData("{{ 'a' + 1 }}", ChatTemplateError.BadOperation, 1, "'+' cannot be used between a value of type str and one of type int.")]
    [InlineData("{{ messages.0.content() }}", ChatTemplateError.BadOperation, 1, "content is a value of type str and cannot be called.")]
    [InlineData("{{ messages | map('upper') }}", ChatTemplateError.BadOperation, 1, "a value of type generator cannot be written as text. Use '|list' or '|join' for a generator.")]
    [InlineData("{{ messages | map('nope') | list }}", ChatTemplateError.Unsupported, 1, "the filter 'nope' is not supported here. docs/chat-templates.md lists the filters.")]
    [InlineData("{{ cycler(1) }}", ChatTemplateError.Unsupported, 1, "the function 'cycler' is not supported here. Use loop.cycle or an index modulo the count.")]
    [InlineData("{{ '{}'.format(1) }}", ChatTemplateError.Unsupported, 1, "the text method 'format' is not supported here. Use '~', filters or the other methods listed in docs/chat-templates.md.")]
    [InlineData("{{ strftime_now('%U') }}", ChatTemplateError.Unsupported, 1, "'%U' in the format of strftime_now is not supported here. Use %Y %m %d %H %M %S %B %b %A %a %j %y %I %p.")]
    [InlineData("{% set messages.x = 1 %}", ChatTemplateError.BadOperation, 1, "'messages' is no namespace, so 'messages.x' cannot be set. Make it with namespace().")]
    [InlineData("\n{{ raise_exception('No ' ~ 1) }}", ChatTemplateError.Raised, 2, "No 1")]
    public void Refuses_to_render(string template, ChatTemplateError kind, int line, string reason)
    {
        var chat = ChatTemplate.Parse(template, "a.jinja");

        var refusal = Assert.Throws<ChatTemplateException>(() => chat.Render(new ChatRequest([new ChatMessage("user", "hi")])));

        Assert.Equal((kind, line, reason, $"a.jinja, line {line}: {reason}"), (refusal.Error, refusal.Line, refusal.Reason, refusal.Message));
    }

    [Theory]
    [InlineData("""{"role": "user", "content": "\ud800"}""", "half a character")]
    public void Refuses_a_conversation_that_is_no_text(string message, string what)
    {
        using var document = JsonDocument.Parse(message);

        var refusal = Assert.Throws<ChatTemplateException>(
            () => ChatTemplate.Parse("x").Render(new ChatRequest([ChatMessage.FromJson(document.RootElement)])));

        Assert.Equal(ChatTemplateError.BadInput, refusal.Error);
        Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_is_no_object_is_refused()
    {
        using var document = JsonDocument.Parse("[1]");

        Assert.Throws<ArgumentException>(() => ChatMessage.FromJson(document.RootElement));
    }
}
