using T2L.Tokenizers.ChatTemplates.Library;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Expressions;

/// <summary><c>value.name</c>: the attribute or method, else the item of that name.</summary>
internal sealed class AttributeExpression(Expression target, string name, int line) : Expression(line)
{
    protected override Value Compute(Scope scope) => Members.Attribute(target.Evaluate(scope), name, scope.Run);
}

/// <summary><c>value[index]</c>: the item, else the attribute of that name.</summary>
internal sealed class ItemExpression(Expression target, Expression index, int line) : Expression(line)
{
    protected override Value Compute(Scope scope) => Members.Item(target.Evaluate(scope), index.Evaluate(scope), scope.Run);
}

/// <summary><c>value[start:stop:step]</c>.</summary>
internal sealed class SliceExpression(Expression target, Expression? start, Expression? stop, Expression? step, int line) : Expression(line)
{
    protected override Value Compute(Scope scope) => Slices.Of(
        target.Evaluate(scope), start?.Evaluate(scope), stop?.Evaluate(scope), step?.Evaluate(scope), scope.Run);
}
