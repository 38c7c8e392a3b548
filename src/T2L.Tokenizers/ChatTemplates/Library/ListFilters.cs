using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Filters that look at their value as a row of items, and <c>default</c>.</summary>
internal static class ListFilters
{
    public static readonly Dictionary<string, Func<Value, Arguments, Run, Value>> All = new(StringComparer.Ordinal)
    {
        ["default"] = Default,
        ["d"] = Default,
        ["length"] = Length,
        ["count"] = Length,
        ["first"] = First,
        ["last"] = Last,
        ["list"] = List,
        ["items"] = Items,
        ["join"] = Join,
        ["reverse"] = Reverse,
        ["sort"] = Sort,
        ["dictsort"] = SortDictionary,
        ["unique"] = Unique,
        ["min"] = (value, arguments, run) => Extreme(value, arguments, run, -1),
        ["max"] = (value, arguments, run) => Extreme(value, arguments, run, 1),
        ["sum"] = Sum,
        ["batch"] = Batch,
    };

    private static Value Default(Value value, Arguments arguments, Run run)
    {
        var bound = arguments.Bind(0, "default_value", "boolean");
        bool missing = value is UndefinedValue || (bound[1]?.IsTrue == true && !value.IsTrue);
        return missing ? bound[0] ?? TextValue.Empty : value;
    }

    private static ListValue List(Value value, Arguments arguments, Run run)
    {
        arguments.Bind(0);
        return new ListValue(Sequences.Items(value, run), run);
    }

    private static IntegerValue Length(Value value, Arguments arguments, Run run)
    {
        arguments.Bind(0);
        return new IntegerValue(Sequences.Length(value)
            ?? throw TemplateFault.Operation($"a value of type {value.TypeName} has no length{(value is GeneratorValue ? "; use '|list' before it" : "")}."));
    }

    private static Value First(Value value, Arguments arguments, Run run)
    {
        arguments.Bind(0);
        return Sequences.First(value, run) ?? new UndefinedValue("there is no first item");
    }

    private static Value Last(Value value, Arguments arguments, Run run)
    {
        arguments.Bind(0);
        if (value is GeneratorValue)
            throw TemplateFault.Operation("a generator has no last item; use '|list' before it.");
        return Sequences.Items(value, run) is [.., var last] ? last : new UndefinedValue("there is no last item");
    }

    private static GeneratorValue Items(Value value, Arguments arguments, Run run)
    {
        arguments.Bind(0);
        return new GeneratorValue(new ListValue(value switch
        {
            DictionaryValue dictionary => DictionaryMethods.Pairs(dictionary, run),
            UndefinedValue => [],
            _ => throw TemplateFault.Operation($"'items' takes a mapping, not a value of type {value.TypeName}."),
        }, run));
    }

    private static TextValue Join(Value value, Arguments arguments, Run run)
    {
        var bound = arguments.Bind(0, "d", "attribute");
        string between = bound[0] is { } given ? PythonText.Of(given, run) : "";
        var key = ItemKey.Of(bound[1], run);
        var sink = new TextSink(run);
        var items = Sequences.Items(value, run);
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0)
                sink.Write(between);
            sink.Write(PythonText.Of(key(items[i]), run));
        }
        return new TextValue(sink.ToString());
    }

    private static Value Reverse(Value value, Arguments arguments, Run run)
    {
        arguments.Bind(0);
        if (value is TextValue text)
            return run.Text(string.Concat(Enumerable.Reverse(PythonText.Characters(text.Text))));
        var items = new ListValue([.. Sequences.Items(value, run).Reverse()], run);
        return value is GeneratorValue ? items : new GeneratorValue(items);
    }

    private static ListValue Sort(Value value, Arguments arguments, Run run)
    {
        var bound = arguments.Bind(0, "reverse", "case_sensitive", "attribute");
        var keys = ItemKey.Several(bound[2], ignoreCase: bound[1]?.IsTrue != true, run);
        return new ListValue(ItemOrder.Sorted(Sequences.Items(value, run), keys, bound[0]?.IsTrue == true, run), run);
    }

    private static ListValue SortDictionary(Value value, Arguments arguments, Run run)
    {
        var bound = arguments.Bind(0, "case_sensitive", "by", "reverse");
        if (value is not DictionaryValue dictionary)
            throw TemplateFault.Operation($"'dictsort' takes a mapping, not a value of type {value.TypeName}.");
        int place = bound[1] is null or TextValue { Text: "key" } ? 0 : bound[1] is TextValue { Text: "value" } ? 1
            : throw TemplateFault.Operation("'dictsort' sorts by 'key' or by 'value'.");
        bool ignoreCase = bound[0]?.IsTrue != true;
        return new ListValue(ItemOrder.Sorted(
            DictionaryMethods.Pairs(dictionary, run),
            pair => ItemKey.Folded(((ListValue)pair).Items[place], ignoreCase),
            bound[2]?.IsTrue == true,
            run), run);
    }

    private static GeneratorValue Unique(Value value, Arguments arguments, Run run)
    {
        var bound = arguments.Bind(0, "case_sensitive", "attribute");
        var key = ItemKey.Of(bound[1], run);
        var kept = new List<Value>();
        var keys = new List<KeyValuePair<Value, Value>>();
        bool ignoreCase = bound[0]?.IsTrue != true;
        foreach (var item in Sequences.Items(value, run))
        {
            var candidate = KeyValuePair.Create(ItemKey.Folded(key(item), ignoreCase), item);
            if (keys.Exists(other => Comparison.AreEqual(other.Key, candidate.Key, run)))
                continue;
            keys.Add(candidate);
            kept.Add(item);
        }
        return new GeneratorValue(new ListValue(kept, run));
    }

    private static Value Extreme(Value value, Arguments arguments, Run run, int direction)
    {
        var bound = arguments.Bind(0, "case_sensitive", "attribute");
        var key = ItemKey.Of(bound[1], run);
        bool ignoreCase = bound[0]?.IsTrue != true;
        Value? best = null, bestKey = null;
        foreach (var item in Sequences.Items(value, run))
        {
            var candidate = ItemKey.Folded(key(item), ignoreCase);
            if (bestKey is null || Comparison.Order(candidate, "<", bestKey, run) * direction > 0)
                (best, bestKey) = (item, candidate);
        }
        return best ?? new UndefinedValue("there is no smallest or largest item");
    }

    private static Value Sum(Value value, Arguments arguments, Run run)
    {
        var bound = arguments.Bind(0, "attribute", "start");
        var key = ItemKey.Of(bound[0], run);
        return Sequences.Items(value, run).Aggregate(bound[1] ?? new IntegerValue(0), (sum, item) => key(item) is var added && added is TextValue
            ? throw TemplateFault.Operation("'sum' adds numbers; use '|join' for texts.")
            : Arithmetic.Of(sum, "+", added, run));
    }

    private static GeneratorValue Batch(Value value, Arguments arguments, Run run)
    {
        var bound = arguments.Bind(1, "linecount", "fill_with");
        int size = Numbers.Small(bound[0]!, "the size of 'batch'");
        if (size < 1)
            throw TemplateFault.Operation($"the size of 'batch' is {size}; expected 1 or more.");
        var batches = Sequences.Items(value, run).Chunk(size).Select(chunk =>
        {
            bool fills = bound[1] is not (null or NoneValue) && chunk.Length < size;
            if (fills)
                run.Step(size);
            return new ListValue(fills ? [.. chunk, .. Enumerable.Repeat(bound[1]!, size - chunk.Length)] : chunk, run);
        });
        return new GeneratorValue(new ListValue([.. batches], run));
    }
}
