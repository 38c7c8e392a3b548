using System.Numerics;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>What every template can call by name.</summary>
internal static class GlobalFunctions
{
    private static readonly Dictionary<string, Value> Functions = new(StringComparer.Ordinal)
    {
        ["raise_exception"] = new FunctionValue((arguments, run) =>
            throw new TemplateFault(ChatTemplateError.Raised, PythonText.Of(arguments.Bind(1, "message")[0]!, run))),
        ["strftime_now"] = new FunctionValue((arguments, run) =>
            run.Text(DateFormat.Apply(TextSearch.Text(arguments.Bind(1, "format")[0]!, "strftime_now"), run.Clock.GetLocalNow()))),
        ["range"] = new FunctionValue(Range),
        ["dict"] = new FunctionValue(Dictionary),
        ["namespace"] = new FunctionValue(Namespace),
        ["cycler"] = LeftOut("cycler", "Use loop.cycle or an index modulo the count."),
        ["joiner"] = LeftOut("joiner", "Use loop.first or '|join'."),
        ["lipsum"] = LeftOut("lipsum", "Write the text."),
    };

    /// <summary>Puts the functions into the outermost scope.</summary>
    public static void Define(Scope scope)
    {
        foreach (var (name, function) in Functions)
            scope.Set(name, function);
    }

    private static FunctionValue LeftOut(string name, string instead) => new((_, _) => throw TemplateFault.Unsupported($"the function '{name}'", instead));

    private static ListValue Range(Arguments arguments, Run run)
    {
        var bound = arguments.Bind(1, "start", "stop", "step");
        var first = Whole(bound[0]!);
        var (start, stop) = bound[1] is null ? (BigInteger.Zero, first) : (first, Whole(bound[1]!));
        var step = bound[2] is null ? BigInteger.One : Whole(bound[2]!);
        if (step.IsZero)
            throw TemplateFault.Operation("the step of 'range' is 0.");
        var count = BigInteger.Max(0, (stop - start + step - step.Sign) / step);
        if (count > run.Limits.MaxRange)
            throw TemplateFault.Limit("'range' would have too many items", run.Limits.MaxRange);
        run.Step((long)count);
        return new ListValue([.. Enumerable.Range(0, (int)count).Select(i => new IntegerValue(start + (i * step)))], run, ListKind.Range);
    }

    private static BigInteger Whole(Value value) => Numbers.Integer(value) ?? throw (value is UndefinedValue missing
        ? TemplateFault.Undefined($"{missing.Reason}, so 'range' cannot use it.")
        : TemplateFault.Operation($"'range' takes whole numbers, not a value of type {value.TypeName}."));

    private static DictionaryValue Dictionary(Arguments arguments, Run run) => new(Entries(arguments with { Of = "dict" }, run), run);

    private static NamespaceValue Namespace(Arguments arguments, Run run)
    {
        var space = new NamespaceValue();
        foreach (var (key, value) in Entries(arguments with { Of = "namespace" }, run))
            space.Set(TextSearch.Text(key, "namespace"), value);
        return space;
    }

    private static List<KeyValuePair<Value, Value>> Entries(Arguments arguments, Run run)
    {
        var entries = new List<KeyValuePair<Value, Value>>();
        if (arguments.Positional.Count > 1)
            throw TemplateFault.Operation($"{arguments.Of} takes at most one mapping, {arguments.Positional.Count} were given.");
        foreach (var first in arguments.Positional)
            entries.AddRange(first switch
            {
                DictionaryValue dictionary => dictionary.Entries,
                UndefinedValue missing => throw TemplateFault.Undefined($"{missing.Reason}, so '{arguments.Of}' cannot use it."),
                _ => Pairs(first, arguments.Of, run),
            });
        entries.AddRange(arguments.Named.Select(entry => KeyValuePair.Create((Value)new TextValue(entry.Key), entry.Value)));
        return entries;
    }

    private static IEnumerable<KeyValuePair<Value, Value>> Pairs(Value value, string of, Run run) =>
        Sequences.Items(value, run).Select(item => Sequences.Items(item, run) is [var key, var content]
            ? KeyValuePair.Create(key, content)
            : throw TemplateFault.Operation($"{of} is made of a mapping or of pairs of key and value."));
}
