using System.Globalization;
using System.Numerics;
using System.Text;
using T2L.Tokenizers.ChatTemplates.Expressions;
using T2L.Tokenizers.ChatTemplates.Library;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Syntax;

/// <summary>Reads what stands between operators: literals, names, brackets, and the accesses, calls, filters and tests after them.</summary>
internal sealed class OperandParser(TokenStream tokens, ExpressionParser expressions)
{
    /// <summary>An operand with its sign, its accesses and its filters.</summary>
    public Expression Read(bool withFilters = true)
    {
        tokens.Deeper();
        var token = tokens.Current;
        var value = tokens.SkipOperator("-") || tokens.SkipOperator("+")
            ? new SignExpression(token.Text, Read(withFilters: false), token.Line)
            : ReadPrimary();
        value = ReadAccesses(value, token);
        if (withFilters)
            value = ReadFilters(value);
        tokens.Shallower();
        return value;
    }

    /// <summary>Filters, tests and calls of what these give.</summary>
    public Expression ReadFilters(Expression value)
    {
        while (true)
        {
            if (tokens.SkipOperator("|"))
                value = ReadFilter(value);
            else if (tokens.Current.IsName("is"))
                value = ReadTest(value);
            else if (tokens.Current.IsOperator("("))
                value = ReadCall(value, "the value");
            else
                return value;
        }
    }

    /// <summary>One filter, from its name on.</summary>
    public Expression ReadFilter(Expression value)
    {
        int line = tokens.Current.Line;
        if (tokens.Current is { Kind: TokenKind.Name } && !Filters.IsKnown(tokens.Current.Text))
            throw tokens.Unsupported($"the filter '{tokens.Current.Text}'", "docs/chat-templates.md lists the filters; write the template without this one.");
        string name = tokens.ExpectName("the name of a filter");
        var arguments = tokens.Current.IsOperator("(") ? ReadArguments() : ArgumentExpressions.None;
        return new FilterExpression(value, name, arguments, line);
    }

    private Expression ReadTest(Expression value)
    {
        int line = tokens.Take().Line;
        bool negated = tokens.SkipName("not");
        if (tokens.Current is { Kind: TokenKind.Name } && !Tests.IsKnown(tokens.Current.Text))
            throw tokens.Unsupported($"the test '{tokens.Current.Text}'", "docs/chat-templates.md lists the tests; write the template without this one.");
        string name = tokens.ExpectName("the name of a test");
        var test = new TestExpression(value, name, ReadTestArguments(), line);
        return negated ? new NotExpression(test, line) : test;
    }

    // A test takes its one argument without brackets too.
    private ArgumentExpressions ReadTestArguments()
    {
        var token = tokens.Current;
        if (token.IsOperator("("))
            return ReadArguments();
        bool begins = token.Kind is TokenKind.Text or TokenKind.Integer or TokenKind.Float || token.IsOperator("[") || token.IsOperator("{")
            || (token.Kind == TokenKind.Name && token.Text is not ("else" or "or" or "and"));
        if (token.IsName("is"))
            throw tokens.Fault(ChatTemplateError.Syntax, "tests do not follow one another; put the first one in brackets.");
        return begins ? new ArgumentExpressions([ReadAccesses(ReadPrimary(), token)], []) : ArgumentExpressions.None;
    }

    private Expression ReadPrimary()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                tokens.Take();
                return ReadName(token);
            case TokenKind.Text:
                return ReadText(token.Line);
            case TokenKind.Integer:
                tokens.Take();
                return new LiteralExpression(new IntegerValue(BigInteger.Parse(token.Text, CultureInfo.InvariantCulture)), token.Line);
            case TokenKind.Float:
                tokens.Take();
                return new LiteralExpression(new FloatValue(double.Parse(token.Text, CultureInfo.InvariantCulture)), token.Line);
        }
        return tokens.SkipOperator("(") ? ReadBrackets(token.Line)
            : tokens.SkipOperator("[") ? new ListExpression(ReadItems("]"), isTuple: false, token.Line)
            : tokens.SkipOperator("{") ? ReadDictionary(token.Line)
            : throw tokens.Unexpected("a value");
    }

    private Expression ReadName(Token token)
    {
        Value? constant = token.Text switch
        {
            "true" or "True" => BooleanValue.True,
            "false" or "False" => BooleanValue.False,
            "none" or "None" => NoneValue.Instance,
            _ => null,
        };
        if (constant is not null)
            return new LiteralExpression(constant, token.Line);
        expressions.OnName(token.Text);
        return new NameExpression(token.Text, token.Line);
    }

    // Texts that follow one another are one text.
    private LiteralExpression ReadText(int line)
    {
        var text = new StringBuilder();
        while (tokens.Current.Kind == TokenKind.Text)
            text.Append(tokens.Take().Text);
        return new LiteralExpression(new TextValue(text.ToString()), line);
    }

    private Expression ReadBrackets(int line)
    {
        if (tokens.SkipOperator(")"))
            return new ListExpression([], isTuple: true, line);
        var value = expressions.ReadTuple();
        tokens.Expect(")");
        return value;
    }

    private List<Expression> ReadItems(string end)
    {
        var items = new List<Expression>();
        while (!tokens.SkipOperator(end))
        {
            if (items.Count > 0)
                tokens.Expect(",");
            if (tokens.SkipOperator(end))
                break;
            items.Add(expressions.Read());
        }
        return items;
    }

    private DictionaryExpression ReadDictionary(int line)
    {
        var entries = new List<(Expression, Expression)>();
        while (!tokens.SkipOperator("}"))
        {
            if (entries.Count > 0)
                tokens.Expect(",");
            if (tokens.SkipOperator("}"))
                break;
            var key = expressions.Read();
            tokens.Expect(":");
            entries.Add((key, expressions.Read()));
        }
        return new DictionaryExpression(entries, line);
    }

    private Expression ReadAccesses(Expression value, Token token)
    {
        string name = token.Kind == TokenKind.Name ? token.Text : "the value";
        while (true)
        {
            int line = tokens.Current.Line;
            if (tokens.SkipOperator("."))
                (value, name) = ReadAttribute(value, line);
            else if (tokens.SkipOperator("["))
                value = ReadIndex(value, line);
            else if (tokens.Current.IsOperator("("))
                value = ReadCall(value, name);
            else
                return value;
        }
    }

    private CallExpression ReadCall(Expression value, string name)
    {
        int line = tokens.Current.Line;
        return new CallExpression(value, name, ReadArguments(), line);
    }

    private (Expression Value, string Name) ReadAttribute(Expression value, int line)
    {
        var token = tokens.Current;
        if (token.Kind is not (TokenKind.Name or TokenKind.Integer))
            throw tokens.Unexpected("the name of an attribute");
        tokens.Take();
        return token.Kind == TokenKind.Name
            ? (new AttributeExpression(value, token.Text, line), token.Text)
            : (new ItemExpression(value, new LiteralExpression(new IntegerValue(BigInteger.Parse(token.Text, CultureInfo.InvariantCulture)), line), line), token.Text);
    }

    private Expression ReadIndex(Expression value, int line)
    {
        var start = AtSliceEnd() ? null : expressions.Read();
        if (start is not null && tokens.SkipOperator("]"))
            return new ItemExpression(value, start, line);
        if (tokens.Current.IsOperator(","))
            throw tokens.Unsupported("an index of several values", "Use one index after the other.");
        tokens.Expect(":");
        var stop = AtSliceEnd() ? null : expressions.Read();
        var step = tokens.SkipOperator(":") && !AtSliceEnd() ? expressions.Read() : null;
        tokens.Expect("]");
        return new SliceExpression(value, start, stop, step, line);
    }

    private bool AtSliceEnd() => tokens.Current.IsOperator(":") || tokens.Current.IsOperator("]");

    private ArgumentExpressions ReadArguments()
    {
        tokens.Expect("(");
        var positional = new List<Expression>();
        var named = new List<(string Name, Expression)>();
        while (!tokens.SkipOperator(")"))
        {
            if (positional.Count + named.Count > 0)
                tokens.Expect(",");
            if (tokens.SkipOperator(")"))
                break;
            ReadArgument(positional, named);
        }
        return new ArgumentExpressions(positional, named);
    }

    private void ReadArgument(List<Expression> positional, List<(string Name, Expression)> named)
    {
        if (tokens.Current.IsOperator("*") || tokens.Current.IsOperator("**"))
            throw tokens.Unsupported($"'{tokens.Current.Text}' before an argument", "Write the arguments one by one.");
        if (tokens.Current.Kind == TokenKind.Name && tokens.Following.IsOperator("="))
        {
            string name = tokens.Take().Text;
            if (named.Any(argument => argument.Name == name))
                throw tokens.Fault(ChatTemplateError.Syntax, $"the argument '{name}' is given twice.");
            tokens.Take();
            named.Add((name, expressions.Read()));
            return;
        }
        if (named.Count > 0)
            throw tokens.Fault(ChatTemplateError.Syntax, "an argument without a name follows one with a name; put it first.");
        positional.Add(expressions.Read());
    }
}
