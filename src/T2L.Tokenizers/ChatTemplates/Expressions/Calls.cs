using T2L.Tokenizers.ChatTemplates.Library;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Expressions;

/// <summary>The arguments of a call as they are written.</summary>
internal sealed record ArgumentExpressions(IReadOnlyList<Expression> Positional, IReadOnlyList<(string Name, Expression Value)> Named)
{
    public static readonly ArgumentExpressions None = new([], []);

    public Arguments Evaluate(string of, Scope scope) => Positional.Count == 0 && Named.Count == 0
        ? Arguments.None(of)
        : new Arguments(
            of,
            [.. Positional.Select(argument => argument.Evaluate(scope))],
            [.. Named.Select(argument => KeyValuePair.Create(argument.Name, argument.Value.Evaluate(scope)))]);
}

/// <summary><c>callee(arguments)</c>.</summary>
internal sealed class CallExpression(Expression callee, string name, ArgumentExpressions arguments, int line) : Expression(line)
{
    protected override Value Compute(Scope scope) => Call(scope, []);

    /// <summary>The answer of the call with further named arguments.</summary>
    public Value Call(Scope scope, IReadOnlyList<KeyValuePair<string, Value>> further)
    {
        var called = callee.Evaluate(scope);
        var given = arguments.Evaluate(name, scope);
        if (further.Count > 0)
            given = given with { Named = [.. given.Named, .. further] };
        return called switch
        {
            CallableValue callable => callable.Call(given, scope.Run),
            UndefinedValue missing => throw TemplateFault.Undefined($"{missing.Reason}, so it cannot be called."),
            _ => throw TemplateFault.Operation($"{name} is a value of type {called.TypeName} and cannot be called."),
        };
    }
}

/// <summary><c>value | name(arguments)</c>.</summary>
internal sealed class FilterExpression(Expression target, string name, ArgumentExpressions arguments, int line) : Expression(line)
{
    protected override Value Compute(Scope scope)
    {
        var value = target.Evaluate(scope);
        return Filters.Apply(name, value, arguments.Evaluate($"filter '{name}'", scope), scope.Run);
    }
}

/// <summary>A value that was computed before, as the start of filters.</summary>
internal sealed class PlaceholderExpression(int line) : Expression(line)
{
    public const string Variable = "{{body}}";

    protected override Value Compute(Scope scope) => scope.Find(Variable);
}

/// <summary><c>value is name(arguments)</c>.</summary>
internal sealed class TestExpression(Expression target, string name, ArgumentExpressions arguments, int line) : Expression(line)
{
    protected override Value Compute(Scope scope)
    {
        var value = target.Evaluate(scope);
        return BooleanValue.Of(Tests.Holds(name, value, arguments.Evaluate($"test '{name}'", scope), scope.Run));
    }
}
