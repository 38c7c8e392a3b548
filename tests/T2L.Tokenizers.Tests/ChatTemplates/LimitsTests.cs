using T2L.Tokenizers.ChatTemplates;

namespace T2L.Tokenizers.Tests.ChatTemplates;

/// <summary>Templates that try to take the machine, one per limit, and templates that try to get out.</summary>
public sealed class LimitsTests
{
    [Theory]
    [InlineData("{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}", "the rendering takes too many steps")]
    [InlineData("{% set n = namespace(x='aaaaaaaaaa') %}{% for i in range(100) %}{% set n.x = n.x + n.x %}{% endfor %}", "characters would be made")]
    [InlineData("{{ 'ab' * 1000000000000 }}", "characters would be made")]
    [InlineData("{{ 'a'.rjust(2000000000) }}", "characters would be made")]
    [InlineData("{% set x = 'x' * 4000000 %}{{ x ~ x }}", "a text grows too long")]
    [InlineData("{% set x = 'x' * 4000000 %}{{ x }}{{ x }}", "a text grows too long")]
    [InlineData("{% for i in range(100000) %}{% set x = 'a' * 100000 %}{% endfor %}", "makes too many texts")]
    [InlineData("{% set n = namespace(x=[1]) %}{% for i in range(1000) %}{% set n.x = n.x + n.x %}{% endfor %}", "the rendering takes too many steps")]
    [InlineData("{% set n = namespace(x=1) %}{% for i in range(1000) %}{% set n.x = [n.x] %}{% endfor %}", "lists or mappings are nested too deep")]
    [InlineData("{% set n = namespace(x=1) %}{% for i in range(1000) %}{% set n.x = {1: n.x} %}{% endfor %}", "lists or mappings are nested too deep")]
    [InlineData("{% set n = namespace(x=[1]) %}{% for i in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}", "a text grows too long")]
    [InlineData("{% set n = namespace(x=[1], y=[1]) %}{% for i in range(60) %}{% set n.x = [n.x, n.x] %}{% set n.y = [n.y, n.y] %}{% endfor %}{{ n.x == n.y }}", "the rendering takes too many steps")]
    [InlineData("{% set n = namespace(x=[1]) %}{% for i in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x | tojson }}", "a text grows too long")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "expressions or macro calls are nested too deep")]
    [InlineData("{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}", "expressions or macro calls are nested too deep")]
    [InlineData("{{ range(100001) | list }}", "'range' would have too many items")]
    [InlineData("{{ range(10 ** 30) | list }}", "'range' would have too many items")]
    [InlineData("{{ 2 ** 100000000000 }}", "a whole number has too many bits")]
    [InlineData("{% set n = namespace(x=10) %}{% for i in range(100) %}{% set n.x = n.x * n.x %}{% endfor %}", "a whole number has too many bits")]
    [InlineData("{{ '%99999999d' % 1 }}", "a place for a value is too wide")]
    [InlineData("{{ [1] | batch(2000000000, 0) | list }}", "the rendering takes too many steps")]
    public void A_template_that_takes_too_much_is_refused(string template, string what)
    {
        var refusal = Assert.Throws<ChatTemplateException>(() => Render(template));

        Assert.Equal(ChatTemplateError.LimitExceeded, refusal.Error);
        Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, refusal.Line);
    }

    [Theory]
    [InlineData("{{ ", "1", " }}", "(", ")")]
    [InlineData("{{ ", "1", " }}", "[", "]")]
    [InlineData("{{ ", "1", " }}", "- ", "")]
    [InlineData("{{ ", "1", " }}", "not ", "")]
    [InlineData("{{ ", "1", " }}", "1 if 1 else ", "")]
    [InlineData("", "x", "", "{% if 1 %}", "{% endif %}")]
    [InlineData("", "x", "", "{% macro m() %}", "{% endmacro %}")]
    [InlineData("{% set ", "a", " = 1 %}", "(", ")")]
    public void Deep_nesting_is_refused_while_reading(string before, string inside, string after, string open, string close)
    {
        string Nested(int depth) => before + string.Concat(Enumerable.Repeat(open, depth)) + inside + string.Concat(Enumerable.Repeat(close, depth)) + after;

        ChatTemplate.Parse(Nested(40));
        Assert.Equal(ChatTemplateError.LimitExceeded, Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse(Nested(20_000))).Error);
    }

    [Theory]
    [InlineData(" + 1")]
    [InlineData(".a")]
    [InlineData("[0]")]
    [InlineData(" | string")]
    [InlineData(" or 0")]
    [InlineData("()")]
    public void A_long_chain_ends_in_a_refusal_and_not_in_an_overflow(string link)
    {
        var template = ChatTemplate.Parse("{{ 0" + string.Concat(Enumerable.Repeat(link, 20_000)) + " }}");

        Assert.Equal(ChatTemplateError.LimitExceeded, Assert.Throws<ChatTemplateException>(() => template.Render(new ChatRequest([]))).Error);
    }

    [Fact]
    public void A_small_stack_is_enough_for_the_deepest_rendering()
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(() => Render("{% macro m() %}{{ [m()] | map('string') | join }}{% endmacro %}{{ m() }}")), 256 * 1024);
        thread.Start();
        thread.Join();

        Assert.Equal(ChatTemplateError.LimitExceeded, Assert.IsType<ChatTemplateException>(thrown).Error);
    }

    [Fact]
    public void A_template_that_is_too_long_is_not_read()
    {
        var refusal = Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse(new string(' ', (256 * 1024) + 1)));

        Assert.Equal("chat template: the template has 262145 characters; the limit is 262144.", refusal.Message);
    }

    [Theory]
    [InlineData("{{ ''.__class__ }}", "")]
    [InlineData("{{ messages.__class__ }}{{ messages['__class__'] }}{{ range.__globals__ }}{{ raise_exception.func_globals }}", "")]
    [InlineData("{{ ''.__class__ is defined }}", "False")]
    [InlineData("{{ ''.Length }}{{ messages.Count }}{{ messages.GetType }}{{ messages.Items }}", "")]
    [InlineData("{{ cycler is defined }}{{ self is defined }}{{ environment is defined }}", "TrueFalseFalse")]
    public void What_leads_out_of_a_template_is_undefined(string template, string expected) => Assert.Equal(expected, Render(template));

    [Theory]
    [InlineData("{{ ''.__class__.__mro__ }}")]
    [InlineData("{{ messages.__class__.__base__.__subclasses__() }}")]
    [InlineData("{{ messages.append(1) }}")]
    [InlineData("{{ {}.update({'a': 1}) }}")]
    [InlineData("{{ self._TemplateReference__context }}")]
    [InlineData("{{ (messages | map(attribute='__class__') | first).__name__ }}")]
    public void Using_it_is_refused(string template) =>
        Assert.Equal(ChatTemplateError.Undefined, Assert.Throws<ChatTemplateException>(() => Render(template)).Error);

    private static string Render(string template) => ChatTemplate.Parse(template).Render(new ChatRequest([new ChatMessage("user", "hi")]));
}
