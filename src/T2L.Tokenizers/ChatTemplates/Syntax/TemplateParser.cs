using T2L.Tokenizers.ChatTemplates.Expressions;
using T2L.Tokenizers.ChatTemplates.Statements;

namespace T2L.Tokenizers.ChatTemplates.Syntax;

/// <summary>Reads a whole template.</summary>
internal sealed class TemplateParser
{
    private static readonly string[] LeftOut = ["block", "extends", "include", "import", "from", "autoescape", "do", "trans", "debug"];

    private readonly TokenStream _tokens;
    private readonly ExpressionParser _expressions;
    private readonly MacroParser _macros;
    private readonly TargetParser _targets;
    private bool _inLoop;

    private TemplateParser(TokenStream tokens)
    {
        _tokens = tokens;
        _expressions = new ExpressionParser(tokens);
        _targets = new TargetParser(tokens);
        _macros = new MacroParser(tokens, _expressions, end => ReadOwnBody(end));
    }

    /// <exception cref="ChatTemplateException">The template is too long, not of the grammar, or uses what is left out.</exception>
    public static Body Read(string text, string source, ChatTemplateLimits limits)
    {
        if (text.Length > limits.MaxTemplateCharacters)
            throw new ChatTemplateException(ChatTemplateError.LimitExceeded, source, 0,
                $"the template has {text.Length} characters; the limit is {limits.MaxTemplateCharacters}.");
        var tokens = new TokenStream(TemplateLexer.Read(new TemplateText(text, source)), source, limits);
        var parser = new TemplateParser(tokens);
        var body = parser.ReadStatements([]);
        return tokens.Current.Kind == TokenKind.End ? body : throw tokens.Unexpected("no further end of a tag");
    }

    // Statements up to one of the tags that may end them; that tag's name is then the current token.
    private Body ReadStatements(string[] ends)
    {
        _tokens.Deeper();
        var statements = new List<Statement>();
        while (_tokens.Current.Kind != TokenKind.End)
        {
            var token = _tokens.Take();
            if (token.Kind == TokenKind.TagBegin && _tokens.Current.Kind == TokenKind.Name && ends.Contains(_tokens.Current.Text))
                break;
            statements.Add(token.Kind switch
            {
                TokenKind.Data => new DataStatement(token.Text, token.Line),
                TokenKind.OutputBegin => ReadOutput(token.Line),
                _ => ReadTag(token.Line),
            });
        }
        if (ends.Length > 0 && _tokens.Current.Kind == TokenKind.End)
            throw _tokens.Unexpected($"the tag '{string.Join("' or '", ends)}'");
        _tokens.Shallower();
        return new Body(statements);
    }

    private OutputStatement ReadOutput(int line)
    {
        var value = _expressions.ReadTuple();
        _tokens.Expect(TokenKind.OutputEnd, "'}}'");
        return new OutputStatement(value, line);
    }

    private Statement ReadTag(int line)
    {
        string name = _tokens.Current.Text;
        switch (_tokens.Current.Kind == TokenKind.Name ? name : "")
        {
            case "for":
                return ReadFor(line);
            case "if":
                return ReadIf(line);
            case "set":
                return ReadSet(line);
            case "with":
                return ReadWith(line);
            case "macro":
                return _macros.ReadMacro(line);
            case "call":
                return _macros.ReadCall(line);
            case "filter":
                return ReadFilter(line);
            case "generation":
                _tokens.Take();
                return new ScopedStatement(ReadOwnBody("endgeneration"), line);
            case "break" or "continue":
                return ReadJump(name, line);
            case "print":
                _tokens.Take();
                return ReadPrint(line);
        }
        if (LeftOut.Contains(name))
            throw _tokens.Unsupported($"the tag '{name}'", "A chat template is one text; write what the tag would bring into it.");
        throw _tokens.Unexpected("the name of a tag");
    }

    private OutputStatement ReadPrint(int line)
    {
        var value = _expressions.Read();
        EndTag();
        return new OutputStatement(value, line);
    }

    private JumpStatement ReadJump(string name, int line)
    {
        if (!_inLoop)
            throw _tokens.Fault(ChatTemplateError.Syntax, $"'{name}' stands outside a loop.");
        _tokens.Take();
        EndTag();
        return new JumpStatement(name == "break" ? Flow.Break : Flow.Continue, line);
    }

    private ForStatement ReadFor(int line)
    {
        _tokens.Take();
        var target = _targets.Read(attributes: false);
        if (!_tokens.SkipName("in"))
            throw _tokens.Unexpected("'in'");
        var source = _expressions.ReadTuple(withConditional: false);
        var condition = _tokens.SkipName("if") ? _expressions.Read() : null;
        if (_tokens.Current.IsName("recursive"))
            throw _tokens.Unsupported("a recursive loop", "Write a macro that calls itself.");
        bool outer = _inLoop;
        _inLoop = true;
        var body = ReadBody("endfor", "else");
        _inLoop = outer;
        var otherwise = Ended("else") ? ReadAndEnd("endfor") : null;
        EndTag();
        return new ForStatement(target, source, condition, body, otherwise, line);
    }

    private IfStatement ReadIf(int line)
    {
        var branches = new List<(Expression, Body)>();
        do
        {
            _tokens.Take();
            branches.Add((_expressions.ReadTuple(withConditional: false), ReadBody("elif", "else", "endif")));
        }
        while (_tokens.Current.IsName("elif"));
        var otherwise = Ended("else") ? ReadAndEnd("endif") : null;
        EndTag();
        return new IfStatement(branches, otherwise, line);
    }

    private Statement ReadSet(int line)
    {
        _tokens.Take();
        var target = _targets.Read(attributes: true);
        if (_tokens.SkipOperator("="))
        {
            var value = _expressions.ReadTuple();
            EndTag();
            return new SetStatement(target, value, line);
        }
        var filtered = _tokens.SkipOperator("|") ? _expressions.ReadFilters(new PlaceholderExpression(line)) : null;
        return new SetBlockStatement(target, ReadOwnBody("endset"), filtered, line);
    }

    private WithStatement ReadWith(int line)
    {
        _tokens.Take();
        var settings = new List<(Target, Expression)>();
        while (_tokens.Current.Kind != TokenKind.TagEnd)
        {
            if (settings.Count > 0)
                _tokens.Expect(",");
            var target = _targets.ReadOne(attributes: false);
            _tokens.Expect("=");
            settings.Add((target, _expressions.Read()));
        }
        var body = ReadBody("endwith");
        _tokens.Take();
        EndTag();
        return new WithStatement(settings, body, line);
    }

    private FilterStatement ReadFilter(int line)
    {
        _tokens.Take();
        var filtered = _expressions.ReadFilters(new PlaceholderExpression(line));
        return new FilterStatement(ReadOwnBody("endfilter"), filtered, line);
    }

    // A body that no 'break' leaves, with its end.
    private Body ReadOwnBody(string end)
    {
        bool outer = _inLoop;
        _inLoop = false;
        var body = ReadBody(end);
        _inLoop = outer;
        _tokens.Take();
        EndTag();
        return body;
    }

    private Body ReadBody(params string[] ends)
    {
        _tokens.SkipOperator(":");
        EndTag();
        return ReadStatements(ends);
    }

    private bool Ended(string name) => _tokens.Take().Text == name;

    private Body ReadAndEnd(string end)
    {
        var body = ReadBody(end);
        _tokens.Take();
        return body;
    }

    private void EndTag() => _tokens.Expect(TokenKind.TagEnd, "'%}'");
}
