namespace T2L.Tokenizers.ChatTemplates.Syntax;

/// <summary>The tokens of a template, read from the first to the last; counts how deep the reader is in brackets and tags.</summary>
internal sealed class TokenStream(IReadOnlyList<Token> tokens, string source, ChatTemplateLimits limits)
{
    private int _next;
    private int _nesting;

    public Token Current => tokens[_next];

    public Token Following => tokens[Math.Min(_next + 1, tokens.Count - 1)];

    public Token Take()
    {
        var token = tokens[_next];
        if (token.Kind != TokenKind.End)
            _next++;
        return token;
    }

    public bool SkipName(string name)
    {
        bool found = Current.IsName(name);
        if (found)
            Take();
        return found;
    }

    public bool SkipOperator(string sign)
    {
        bool found = Current.IsOperator(sign);
        if (found)
            Take();
        return found;
    }

    public void Expect(string sign)
    {
        if (!SkipOperator(sign))
            throw Unexpected($"'{sign}'");
    }

    public string ExpectName(string what) => Current.Kind == TokenKind.Name ? Take().Text : throw Unexpected(what);

    public void Expect(TokenKind kind, string what)
    {
        if (Current.Kind != kind)
            throw Unexpected(what);
        Take();
    }

    public void Deeper()
    {
        if (++_nesting > limits.MaxNesting)
            throw Fault(ChatTemplateError.LimitExceeded, $"tags, brackets and operators are nested too deep; the limit is {limits.MaxNesting}.");
    }

    public void Shallower() => _nesting--;

    public ChatTemplateException Unexpected(string expected) => Fault(ChatTemplateError.Syntax, $"found {Current.Described}, expected {expected}.");

    public ChatTemplateException Unsupported(string feature, string instead) =>
        Fault(ChatTemplateError.Unsupported, $"{feature} is not supported here. {instead}");

    public ChatTemplateException Fault(ChatTemplateError error, string reason) => new(error, source, Current.Line, reason);
}
