using T2L.Tokenizers.ChatTemplates.Expressions;
using T2L.Tokenizers.ChatTemplates.Library;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Statements;

/// <summary>Where a value goes: a variable, an attribute of a namespace, or a list of these.</summary>
internal abstract record Target
{
    public abstract void Set(Scope scope, Value value);
}

/// <summary>A variable of the innermost scope.</summary>
internal sealed record NameTarget(string Name) : Target
{
    public override void Set(Scope scope, Value value) => scope.Set(Name, value);
}

/// <summary>An attribute of a namespace.</summary>
internal sealed record AttributeTarget(string Name, string Attribute) : Target
{
    public override void Set(Scope scope, Value value)
    {
        if (scope.Find(Name) is not NamespaceValue target)
            throw TemplateFault.Operation($"'{Name}' is no namespace, so '{Name}.{Attribute}' cannot be set. Make it with namespace().");
        target.Set(Attribute, value);
    }
}

/// <summary>As many targets as the value has items.</summary>
internal sealed record ListTarget(IReadOnlyList<Target> Targets) : Target
{
    public override void Set(Scope scope, Value value)
    {
        var items = Sequences.Items(value, scope.Run);
        if (items.Count != Targets.Count)
            throw TemplateFault.Operation($"{Targets.Count} variables are set from {items.Count} items.");
        for (int i = 0; i < items.Count; i++)
            Targets[i].Set(scope, items[i]);
    }
}

/// <summary><c>{% set target = value %}</c>.</summary>
internal sealed class SetStatement(Target target, Expression value, int line) : Statement(line)
{
    protected override Flow Perform(Scope scope, TextSink output)
    {
        target.Set(scope, value.Evaluate(scope));
        return Flow.Next;
    }
}

/// <summary><c>{% set target %}…{% endset %}</c>: what the body writes, filtered where filters are given.</summary>
internal sealed class SetBlockStatement(Target target, Body body, Expression? filtered, int line) : Statement(line)
{
    protected override Flow Perform(Scope scope, TextSink output)
    {
        var inner = scope.Inner();
        Value value = scope.Run.Text(body.Render(inner));
        inner.Set(PlaceholderExpression.Variable, value);
        target.Set(scope, filtered?.Evaluate(inner) ?? value);
        return Flow.Next;
    }
}

/// <summary><c>{% with a = 1 %}…{% endwith %}</c>; the values do not see one another.</summary>
internal sealed class WithStatement(IReadOnlyList<(Target Target, Expression Value)> settings, Body body, int line) : Statement(line)
{
    protected override Flow Perform(Scope scope, TextSink output)
    {
        var inner = scope.Inner();
        foreach (var (target, value) in settings)
            target.Set(inner, value.Evaluate(scope));
        return body.Execute(inner, output);
    }
}
