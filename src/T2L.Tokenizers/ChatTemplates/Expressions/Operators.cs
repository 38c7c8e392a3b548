using T2L.Tokenizers.ChatTemplates.Library;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Expressions;

/// <summary>Arithmetic of two values: <c>+ - * / // % **</c>.</summary>
internal sealed class ArithmeticExpression(Expression left, string sign, Expression right, int line) : Expression(line)
{
    protected override Value Compute(Scope scope)
    {
        var first = left.Evaluate(scope);
        return Arithmetic.Of(first, sign, right.Evaluate(scope), scope.Run);
    }
}

/// <summary><c>-value</c> or <c>+value</c>.</summary>
internal sealed class SignExpression(string sign, Expression operand, int line) : Expression(line)
{
    protected override Value Compute(Scope scope) => Arithmetic.Signed(sign, operand.Evaluate(scope));
}

/// <summary><c>a ~ b</c>: the texts of values, one after the other.</summary>
internal sealed class JoinExpression(IReadOnlyList<Expression> parts, int line) : Expression(line)
{
    protected override Value Compute(Scope scope)
    {
        var text = new TextSink(scope.Run);
        foreach (var part in parts)
            text.Write(PythonText.Of(part.Evaluate(scope), scope.Run));
        return new TextValue(text.ToString());
    }
}

/// <summary><c>a &lt; b == c</c>: every neighbouring pair must hold.</summary>
internal sealed class ComparisonExpression(Expression first, IReadOnlyList<(string Sign, Expression Value)> others, int line) : Expression(line)
{
    protected override Value Compute(Scope scope)
    {
        var left = first.Evaluate(scope);
        foreach (var (sign, value) in others)
        {
            var right = value.Evaluate(scope);
            if (!Comparison.Holds(left, sign, right, scope.Run))
                return BooleanValue.False;
            left = right;
        }
        return BooleanValue.True;
    }
}

/// <summary><c>a and b</c>, <c>a or b</c>: the value that decides, as in Python.</summary>
internal sealed class LogicalExpression(Expression left, bool isAnd, Expression right, int line) : Expression(line)
{
    protected override Value Compute(Scope scope)
    {
        var first = left.Evaluate(scope);
        return first.IsTrue == isAnd ? right.Evaluate(scope) : first;
    }
}

/// <summary><c>not value</c>.</summary>
internal sealed class NotExpression(Expression operand, int line) : Expression(line)
{
    protected override Value Compute(Scope scope) => BooleanValue.Of(!operand.Evaluate(scope).IsTrue);
}

/// <summary><c>a if condition else b</c>.</summary>
internal sealed class ConditionalExpression(Expression condition, Expression then, Expression? otherwise, int line) : Expression(line)
{
    protected override Value Compute(Scope scope) =>
        condition.Evaluate(scope).IsTrue ? then.Evaluate(scope)
        : otherwise is not null ? otherwise.Evaluate(scope)
        : new UndefinedValue($"the inline 'if' of line {Line} has no 'else' and its condition was false");
}
