using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Filters that take another filter or a test to each item.</summary>
internal static class ChoiceFilters
{
    public static readonly Dictionary<string, Func<Value, Arguments, Run, Value>> All = new(StringComparer.Ordinal)
    {
        ["map"] = Map,
        ["select"] = (value, arguments, run) => Choose(value, arguments, run, byAttribute: false, wanted: true),
        ["reject"] = (value, arguments, run) => Choose(value, arguments, run, byAttribute: false, wanted: false),
        ["selectattr"] = (value, arguments, run) => Choose(value, arguments, run, byAttribute: true, wanted: true),
        ["rejectattr"] = (value, arguments, run) => Choose(value, arguments, run, byAttribute: true, wanted: false),
    };

    private static GeneratorValue Map(Value value, Arguments arguments, Run run)
    {
        var change = arguments.Positional.Count == 0 ? ByAttribute(arguments, run) : ByFilter(arguments, run);
        IReadOnlyList<Value> items = value.IsTrue ? Sequences.Items(value, run) : [];
        return new GeneratorValue(new ListValue([.. items.Select(change)], run));
    }

    private static Func<Value, Value> ByAttribute(Arguments arguments, Run run)
    {
        var bound = arguments.Bind(1, "attribute", "default");
        return ItemKey.Of(bound[0], run, bound[1]);
    }

    private static Func<Value, Value> ByFilter(Arguments arguments, Run run)
    {
        string name = TextSearch.Text(arguments.Positional[0], arguments.Of);
        var rest = arguments.Rest($"filter '{name}'");
        // A filter may name itself; the depth of the rendering bounds that.
        return item => Nested(run, () => Filters.Apply(name, item, rest, run));
    }

    private static GeneratorValue Choose(Value value, Arguments arguments, Run run, bool byAttribute, bool wanted)
    {
        if (byAttribute && arguments.Positional.Count == 0)
            throw TemplateFault.Operation($"{arguments.Of} needs the name of an attribute.");
        var key = ItemKey.Of(byAttribute ? arguments.Positional[0] : null, run);
        var rest = byAttribute ? arguments.Rest(arguments.Of) : arguments;
        Func<Value, bool> holds = item => item.IsTrue;
        if (rest.Positional.Count > 0)
        {
            string name = TextSearch.Text(rest.Positional[0], arguments.Of);
            var given = rest.Rest($"test '{name}'");
            holds = item => Tests.Holds(name, item, given, run);
        }
        IReadOnlyList<Value> items = value.IsTrue ? Sequences.Items(value, run) : [];
        return new GeneratorValue(new ListValue([.. items.Where(item => holds(key(item)) == wanted)], run));
    }

    private static Value Nested(Run run, Func<Value> apply)
    {
        int line = run.Enter(run.Line);
        var value = apply();
        run.Leave(line);
        return value;
    }
}
