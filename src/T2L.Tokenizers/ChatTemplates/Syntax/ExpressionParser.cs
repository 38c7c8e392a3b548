using T2L.Tokenizers.ChatTemplates.Expressions;

namespace T2L.Tokenizers.ChatTemplates.Syntax;

/// <summary>Reads expressions, from the operator that binds least to the one that binds most.</summary>
internal sealed class ExpressionParser
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    private readonly TokenStream _tokens;
    private readonly OperandParser _operands;

    public ExpressionParser(TokenStream tokens)
    {
        _tokens = tokens;
        _operands = new OperandParser(tokens, this);
    }

    /// <summary>Sees every name that is read.</summary>
    public Action<string> OnName { get; set; } = _ => { };

    public Expression Read()
    {
        _tokens.Deeper();
        int line = _tokens.Current.Line;
        var value = ReadOr();
        while (_tokens.SkipName("if"))
        {
            var condition = ReadOr();
            value = new ConditionalExpression(condition, value, _tokens.SkipName("else") ? Read() : null, line);
        }
        _tokens.Shallower();
        return value;
    }

    /// <summary>One expression, or several with commas between them as a tuple.</summary>
    /// <param name="withConditional">Whether an inline <c>if</c> belongs to it.</param>
    public Expression ReadTuple(bool withConditional = true)
    {
        int line = _tokens.Current.Line;
        var first = withConditional ? Read() : ReadOr();
        if (!_tokens.Current.IsOperator(","))
            return first;
        var items = new List<Expression> { first };
        while (_tokens.SkipOperator(",") && !EndsTuple())
            items.Add(withConditional ? Read() : ReadOr());
        return new ListExpression(items, isTuple: true, line);
    }

    /// <summary>A filter by its name, and those after it, for a value that the caller has.</summary>
    public Expression ReadFilters(Expression value)
    {
        do
            value = _operands.ReadFilter(value);
        while (_tokens.SkipOperator("|"));
        return value;
    }

    private bool EndsTuple() =>
        _tokens.Current.Kind is TokenKind.TagEnd or TokenKind.OutputEnd || _tokens.Current.IsOperator(")") || _tokens.Current.IsName("recursive");

    private Expression ReadOr()
    {
        int line = _tokens.Current.Line;
        var value = ReadAnd();
        while (_tokens.SkipName("or"))
            value = new LogicalExpression(value, isAnd: false, ReadAnd(), line);
        return value;
    }

    private Expression ReadAnd()
    {
        int line = _tokens.Current.Line;
        var value = ReadNot();
        while (_tokens.SkipName("and"))
            value = new LogicalExpression(value, isAnd: true, ReadNot(), line);
        return value;
    }

    private Expression ReadNot()
    {
        int line = _tokens.Current.Line;
        if (!_tokens.SkipName("not"))
            return ReadComparison();
        _tokens.Deeper();
        var value = new NotExpression(ReadNot(), line);
        _tokens.Shallower();
        return value;
    }

    private Expression ReadComparison()
    {
        int line = _tokens.Current.Line;
        var first = ReadSum();
        var others = new List<(string, Expression)>();
        while (TakeComparison() is { } sign)
            others.Add((sign, ReadSum()));
        return others.Count == 0 ? first : new ComparisonExpression(first, others, line);
    }

    private string? TakeComparison()
    {
        var token = _tokens.Current;
        if (token.Kind == TokenKind.Operator && Comparisons.Contains(token.Text))
            return _tokens.Take().Text;
        if (_tokens.SkipName("in"))
            return "in";
        if (!token.IsName("not") || !_tokens.Following.IsName("in"))
            return null;
        _tokens.Take();
        _tokens.Take();
        return "not in";
    }

    private Expression ReadSum() => ReadArithmetic(ReadJoin, "+", "-");

    private Expression ReadJoin()
    {
        int line = _tokens.Current.Line;
        var parts = new List<Expression> { ReadProduct() };
        while (_tokens.SkipOperator("~"))
            parts.Add(ReadProduct());
        return parts.Count == 1 ? parts[0] : new JoinExpression(parts, line);
    }

    private Expression ReadProduct() => ReadArithmetic(ReadPower, "*", "/", "//", "%");

    private Expression ReadPower() => ReadArithmetic(() => _operands.Read(), "**");

    private Expression ReadArithmetic(Func<Expression> operand, params string[] signs)
    {
        int line = _tokens.Current.Line;
        var value = operand();
        while (_tokens.Current is { Kind: TokenKind.Operator } token && signs.Contains(token.Text))
        {
            _tokens.Take();
            value = new ArithmeticExpression(value, token.Text, operand(), line);
        }
        return value;
    }
}
