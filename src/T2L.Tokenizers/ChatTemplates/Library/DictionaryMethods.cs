using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Methods of mappings. Those that would change the mapping are undefined, as in Jinja's immutable sandbox.</summary>
internal static class DictionaryMethods
{
    public static Value? Find(DictionaryValue dictionary, string name) => name switch
    {
        "get" => new FunctionValue((arguments, _) =>
        {
            var bound = arguments.Bind(1, "key", "default");
            return dictionary.Find(bound[0]!) ?? bound[1] ?? NoneValue.Instance;
        }),
        "keys" => View(name, dictionary.Entries, entry => entry.Key),
        "values" => View(name, dictionary.Entries, entry => entry.Value),
        "items" => new FunctionValue((arguments, run) =>
        {
            arguments.Bind(0);
            return new ListValue(Pairs(dictionary, run), run, ListKind.View);
        }),
        "copy" => new FunctionValue((arguments, _) =>
        {
            arguments.Bind(0);
            return dictionary;
        }),
        "clear" or "pop" or "popitem" or "setdefault" or "update" or "fromkeys" =>
            new UndefinedValue($"'{name}' would change a mapping, which a template may not"),
        _ => null,
    };

    /// <summary>Keys with their values.</summary>
    public static IReadOnlyList<Value> Pairs(DictionaryValue dictionary, Run run) =>
        [.. dictionary.Entries.Select(entry => new ListValue([entry.Key, entry.Value], run, ListKind.Tuple))];

    private static FunctionValue View(string name, IReadOnlyList<KeyValuePair<Value, Value>> entries, Func<KeyValuePair<Value, Value>, Value> choose) =>
        new((arguments, run) =>
        {
            (arguments with { Of = name }).Bind(0);
            return new ListValue([.. entries.Select(choose)], run, ListKind.View);
        });
}
