using T2L.Tokenizers.ChatTemplates.Expressions;
using T2L.Tokenizers.ChatTemplates.Library;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Statements;

/// <summary>A macro as it is written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">Its parameters; the default is null where there is none.</param>
/// <param name="Names">Every variable its body names, to know whether it takes further arguments.</param>
/// <param name="Body">What it writes.</param>
internal sealed record MacroDefinition(
    string Name, IReadOnlyList<(string Name, Expression? Default)> Parameters, IReadOnlySet<string> Names, Body Body);

/// <summary><c>{% macro name(parameters) %}…{% endmacro %}</c>.</summary>
internal sealed class MacroStatement(MacroDefinition definition, int line) : Statement(line)
{
    protected override Flow Perform(Scope scope, TextSink output)
    {
        scope.Set(definition.Name, new MacroValue(definition, scope));
        return Flow.Next;
    }
}

/// <summary><c>{% call name(arguments) %}…{% endcall %}</c>: the macro gets the body as <c>caller()</c>.</summary>
internal sealed class CallStatement(CallExpression call, MacroDefinition caller, int line) : Statement(line)
{
    protected override Flow Perform(Scope scope, TextSink output)
    {
        var given = KeyValuePair.Create(MacroValue.Caller, (Value)new MacroValue(caller, scope));
        output.Write(PythonText.Of(call.Call(scope, [given]), scope.Run));
        return Flow.Next;
    }
}

/// <summary>A macro with the variables of the place where it stands.</summary>
internal sealed class MacroValue(MacroDefinition definition, Scope home) : CallableValue
{
    public const string Caller = "caller";
    private const string FurtherPositional = "varargs";
    private const string FurtherNamed = "kwargs";

    public override string TypeName => "Macro";

    public override Value Call(Arguments arguments, Run run)
    {
        var scope = home.Inner();
        var named = arguments.Named.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        SetParameters(arguments, named, scope);
        if (definition.Names.Contains(Caller) && !definition.Parameters.Any(parameter => parameter.Name == Caller))
            scope.Set(Caller, named.Remove(Caller, out var caller) ? caller : new UndefinedValue("this macro was not called by 'call', so 'caller' is undefined"));
        SetFurther(arguments, named, scope);
        return run.Text(definition.Body.Render(scope));
    }

    // A parameter without argument or default is undefined; that is no fault until it is used.
    private void SetParameters(Arguments arguments, Dictionary<string, Value> named, Scope scope)
    {
        for (int i = 0; i < definition.Parameters.Count; i++)
        {
            var (name, otherwise) = definition.Parameters[i];
            scope.Set(name,
                i < arguments.Positional.Count ? arguments.Positional[i]
                : named.Remove(name, out var value) ? value
                : otherwise?.Evaluate(scope) ?? new UndefinedValue($"the parameter '{name}' of macro '{definition.Name}' was not given"));
        }
    }

    private void SetFurther(Arguments arguments, Dictionary<string, Value> named, Scope scope)
    {
        int count = definition.Parameters.Count;
        if (definition.Names.Contains(FurtherNamed))
            scope.Set(FurtherNamed, new DictionaryValue(
                named.Select(entry => KeyValuePair.Create((Value)new TextValue(entry.Key), entry.Value)), scope.Run));
        else if (named.Count > 0)
            throw TemplateFault.Operation($"macro '{definition.Name}' has no parameter '{named.Keys.First()}'.");
        if (definition.Names.Contains(FurtherPositional))
            scope.Set(FurtherPositional, new ListValue([.. arguments.Positional.Skip(count)], scope.Run, ListKind.Tuple));
        else if (arguments.Positional.Count > count)
            throw TemplateFault.Operation($"macro '{definition.Name}' takes at most {count} arguments, {arguments.Positional.Count} were given.");
    }
}
