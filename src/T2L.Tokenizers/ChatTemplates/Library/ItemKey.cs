using System.Globalization;
using System.Numerics;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>What a filter looks at in an item: the item itself, or an attribute given as <c>"a.b.0"</c>.</summary>
internal static class ItemKey
{
    public static Func<Value, Value> Of(Value? attribute, Run run, Value? otherwise = null)
    {
        if (attribute is null or NoneValue)
            return item => item;
        var path = Path(attribute, run);
        return item => path.Aggregate(item, (value, part) =>
            Members.Item(value, part, run) is var found && found is UndefinedValue && otherwise is not null ? otherwise : found);
    }

    /// <summary>The attributes of <c>"a,b"</c>, together as a list; the item itself where none are given.</summary>
    public static Func<Value, Value> Several(Value? attributes, bool ignoreCase, Run run)
    {
        if (attributes is not TextValue names)
            return item => Folded(Of(attributes, run)(item), ignoreCase);
        var keys = names.Text.Split(',').Select(name => Of(new TextValue(name), run)).ToArray();
        return item => new ListValue([.. keys.Select(key => Folded(key(item), ignoreCase))], run);
    }

    /// <summary>A text in lower case where case does not count; any other value as it is.</summary>
    public static Value Folded(Value value, bool ignoreCase) =>
        ignoreCase && value is TextValue text ? new TextValue(PythonText.Lower(text.Text)) : value;

    private static Value[] Path(Value attribute, Run run)
    {
        if (attribute is not TextValue text)
            return [attribute];
        run.Step(text.Text.Length);
        return [.. text.Text.Split('.').Select(part => part.Length > 0 && part.All(char.IsAsciiDigit) && part.Length < 10
            ? (Value)new IntegerValue(BigInteger.Parse(part, CultureInfo.InvariantCulture))
            : new TextValue(part))];
    }
}
