using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Attributes and items of values. Everything that is not listed is undefined; names with two underscores, which in Python lead to
/// the interpreter, are never there.</summary>
internal static class Members
{
    /// <summary><c>value.name</c>: a method goes before an item, so <c>schema.items</c> is the method of a mapping.</summary>
    public static Value Attribute(Value value, string name, Run run)
    {
        Refuse(value, name);
        return Named(value, name) ?? (value as DictionaryValue)?.Find(name) ?? Missing(value, name);
    }

    /// <summary><c>value[index]</c>: an item goes before a method.</summary>
    public static Value Item(Value value, Value index, Run run)
    {
        string name = index is TextValue text ? text.Text : PythonText.Of(index is TextValue ? index : Shown(index), run);
        Refuse(value, name);
        if (ItemOrNull(value, index, run) is { } item)
            return item;
        return index is TextValue ? Named(value, name) ?? Missing(value, name) : Missing(value, name);
    }

    private static Value? ItemOrNull(Value value, Value index, Run run)
    {
        switch (value)
        {
            case DictionaryValue dictionary when index is not (ListValue or DictionaryValue or GeneratorValue or NamespaceValue or CallableValue or LoopValue or UndefinedValue):
                return dictionary.Find(index);
            case ListValue { Kind: not ListKind.View } list when Numbers.Integer(index) is { } place:
                return Slices.Place(place, list.Items.Count) is { } found ? list.Items[found] : null;
            case TextValue text when Numbers.Integer(index) is { } place:
                run.Step(1 + (text.Text.Length / 16));
                int length = PythonText.Length(text.Text);
                return Slices.Place(place, length) is not { } at ? null
                    : new TextValue(length == text.Text.Length ? text.Text[at].ToString() : PythonText.Characters(text.Text)[at]);
            default:
                return null;
        }
    }

    private static Value? Named(Value value, string name) => value switch
    {
        TextValue text => TextMethods.Find(text.Text, name),
        DictionaryValue dictionary => DictionaryMethods.Find(dictionary, name),
        ListValue list => ListMethods.Find(list, name),
        NamespaceValue space => space.Find(name),
        LoopValue loop => loop.Find(name),
        _ => null,
    };

    private static Value Shown(Value index) =>
        index is NoneValue or BooleanValue or IntegerValue or FloatValue ? index : new TextValue(index.TypeName);

    private static void Refuse(Value value, string name)
    {
        if (value is UndefinedValue missing)
            throw TemplateFault.Undefined($"{missing.Reason}, so '{name}' of it cannot be read.");
    }

    private static UndefinedValue Missing(Value value, string name) => new(
        name.StartsWith("__", StringComparison.Ordinal) ? $"'{name}' is nothing a template may see"
        : value is DictionaryValue ? $"a mapping has no '{name}'"
        : $"a value of type {value.TypeName} has no '{name}'");
}
