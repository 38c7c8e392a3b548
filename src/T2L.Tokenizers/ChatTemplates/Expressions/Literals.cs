using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Expressions;

/// <summary>A value written in the template.</summary>
internal sealed class LiteralExpression(Value value, int line) : Expression(line)
{
    protected override Value Compute(Scope scope) => value;
}

/// <summary>A variable.</summary>
internal sealed class NameExpression(string name, int line) : Expression(line)
{
    public string Name => name;

    protected override Value Compute(Scope scope) => scope.Find(name);
}

/// <summary><c>[a, b]</c> or <c>(a, b)</c>.</summary>
internal sealed class ListExpression(IReadOnlyList<Expression> items, bool isTuple, int line) : Expression(line)
{
    public IReadOnlyList<Expression> Items => items;

    public bool IsTuple => isTuple;

    protected override Value Compute(Scope scope)
    {
        var values = new Value[items.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = items[i].Evaluate(scope);
        return new ListValue(values, scope.Run, isTuple ? ListKind.Tuple : ListKind.List);
    }
}

/// <summary><c>{key: value}</c>.</summary>
internal sealed class DictionaryExpression(IReadOnlyList<(Expression Key, Expression Value)> entries, int line) : Expression(line)
{
    protected override Value Compute(Scope scope)
    {
        var values = new List<KeyValuePair<Value, Value>>(entries.Count);
        foreach (var (key, value) in entries)
            values.Add(KeyValuePair.Create(key.Evaluate(scope), value.Evaluate(scope)));
        return new DictionaryValue(values, scope.Run);
    }
}
