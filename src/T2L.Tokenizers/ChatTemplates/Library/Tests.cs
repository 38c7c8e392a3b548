using System.Numerics;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>What stands after <c>is</c>.</summary>
internal static class Tests
{
    private static readonly Dictionary<string, Func<Value, bool>> Simple = new(StringComparer.Ordinal)
    {
        ["defined"] = value => value is not UndefinedValue,
        ["undefined"] = value => value is UndefinedValue,
        ["none"] = value => value is NoneValue,
        ["boolean"] = value => value is BooleanValue,
        ["true"] = value => value == BooleanValue.True,
        ["false"] = value => value == BooleanValue.False,
        ["integer"] = value => value is IntegerValue,
        ["float"] = value => value is FloatValue,
        ["number"] = value => value is IntegerValue or FloatValue or BooleanValue,
        ["string"] = value => value is TextValue,
        ["mapping"] = value => value is DictionaryValue,
        ["sequence"] = value => value is TextValue or DictionaryValue or ListValue { Kind: not ListKind.View } or UndefinedValue,
        ["iterable"] = Sequences.CanIterate,
        ["callable"] = value => value is CallableValue or UndefinedValue,
    };

    private static readonly Dictionary<string, string> Comparisons = new(StringComparer.Ordinal)
    {
        ["eq"] = "==", ["equalto"] = "==", ["=="] = "==",
        ["ne"] = "!=", ["!="] = "!=",
        ["lt"] = "<", ["lessthan"] = "<", ["<"] = "<",
        ["le"] = "<=", ["<="] = "<=",
        ["gt"] = ">", ["greaterthan"] = ">", [">"] = ">",
        ["ge"] = ">=", [">="] = ">=",
        ["in"] = "in",
    };

    private static readonly Dictionary<string, Func<Value, Arguments, Run, bool>> Others = new(StringComparer.Ordinal)
    {
        ["odd"] = (value, arguments, run) => arguments.Bind(0) is [] && !Rest(value, new IntegerValue(2), run).IsZero,
        ["even"] = (value, arguments, run) => arguments.Bind(0) is [] && Rest(value, new IntegerValue(2), run).IsZero,
        ["divisibleby"] = (value, arguments, run) => Rest(value, arguments.Bind(1, "num")[0]!, run).IsZero,
        ["sameas"] = (value, arguments, _) => IsSame(value, arguments.Bind(1, "other")[0]!),
        ["lower"] = (value, arguments, run) => IsCased(value, arguments, run, PythonText.Lower),
        ["upper"] = (value, arguments, run) => IsCased(value, arguments, run, PythonText.Upper),
        ["filter"] = (value, arguments, _) => arguments.Bind(0) is [] && value is TextValue name && Filters.IsKnown(name.Text),
        ["test"] = (value, arguments, _) => arguments.Bind(0) is [] && value is TextValue name && IsKnown(name.Text),
    };

    public static bool IsKnown(string name) => Simple.ContainsKey(name) || Comparisons.ContainsKey(name) || Others.ContainsKey(name);

    public static bool Holds(string name, Value value, Arguments arguments, Run run)
    {
        run.Step();
        if (Simple.TryGetValue(name, out var simple))
            return arguments.Bind(0) is [] && simple(value);
        if (Comparisons.TryGetValue(name, out string? sign))
            return Comparison.Holds(value, sign, arguments.Bind(1, "other")[0]!, run);
        return Others.TryGetValue(name, out var test)
            ? test(value, arguments, run)
            : throw TemplateFault.Unsupported($"the test '{name}'", "docs/chat-templates.md lists the tests.");
    }

    private static BigInteger Rest(Value value, Value divisor, Run run) => Arithmetic.Of(value, "%", divisor, run) switch
    {
        IntegerValue whole => whole.Number,
        FloatValue number => number.Number == 0 ? 0 : 1,
        _ => throw TemplateFault.Operation($"a value of type {value.TypeName} is neither odd nor even."),
    };

    private static bool IsSame(Value value, Value other) => (value, other) switch
    {
        (NoneValue, NoneValue) => true,
        (BooleanValue, BooleanValue) => value == other,
        (TextValue a, TextValue b) => a.Text == b.Text,
        (IntegerValue a, IntegerValue b) => a.Number == b.Number,
        _ => ReferenceEquals(value, other),
    };

    private static bool IsCased(Value value, Arguments arguments, Run run, Func<string, string> change)
    {
        arguments.Bind(0);
        string text = PythonText.Of(value, run);
        return text == change(text) && PythonText.Lower(text) != PythonText.Upper(text);
    }
}
