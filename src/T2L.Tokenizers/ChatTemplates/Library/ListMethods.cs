using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Methods of lists and tuples. Those that would change the list are undefined, as in Jinja's immutable sandbox.</summary>
internal static class ListMethods
{
    public static Value? Find(ListValue list, string name) => list.Kind == ListKind.View ? null : name switch
    {
        "index" => new FunctionValue((arguments, run) => Index(list, arguments, run)),
        "count" => new FunctionValue((arguments, run) =>
        {
            var sought = arguments.Bind(1, "value")[0]!;
            return new IntegerValue(list.Items.Count(item => Comparison.AreEqual(item, sought, run)));
        }),
        "copy" when list.Kind == ListKind.List => new FunctionValue((arguments, _) =>
        {
            arguments.Bind(0);
            return list;
        }),
        "append" or "clear" or "pop" or "reverse" or "insert" or "sort" or "extend" or "remove" when list.Kind == ListKind.List =>
            new UndefinedValue($"'{name}' would change a list, which a template may not; make a new list with '+'"),
        _ => null,
    };

    private static IntegerValue Index(ListValue list, Arguments arguments, Run run)
    {
        var sought = arguments.Bind(1, "value")[0]!;
        for (int i = 0; i < list.Items.Count; i++)
            if (Comparison.AreEqual(list.Items[i], sought, run))
                return new IntegerValue(i);
        throw TemplateFault.Operation("'index' looks for a value that is not in the list.");
    }
}
