using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Values as rows of items.</summary>
internal static class Sequences
{
    /// <summary>What a loop over the value gives; a generator is empty after that.</summary>
    public static IReadOnlyList<Value> Items(Value value, Run run)
    {
        var items = value switch
        {
            ListValue list => list.Items,
            GeneratorValue generator => generator.Rest(),
            DictionaryValue dictionary => [.. dictionary.Entries.Select(entry => entry.Key)],
            TextValue text => Characters(text.Text, run),
            UndefinedValue => [],
            _ => throw TemplateFault.Operation($"a value of type {value.TypeName} has no items to go through."),
        };
        run.Step(items.Count);
        return items;
    }

    /// <summary>The first item; null where there is none. A generator keeps the others.</summary>
    public static Value? First(Value value, Run run) => value is GeneratorValue generator ? generator.Next()
        : Items(value, run) is [var first, ..] ? first : null;

    /// <summary>Whether a loop over the value is possible.</summary>
    public static bool CanIterate(Value value) => value is ListValue or GeneratorValue or DictionaryValue or TextValue or UndefinedValue;

    /// <summary>What <c>len</c> gives; null where the value has no length.</summary>
    public static int? Length(Value value) => value switch
    {
        ListValue list => list.Items.Count,
        DictionaryValue dictionary => dictionary.Entries.Count,
        TextValue text => PythonText.Length(text.Text),
        UndefinedValue => 0,
        _ => null,
    };

    private static List<Value> Characters(string text, Run run)
    {
        run.Step(text.Length);
        return PythonText.Characters(text).ConvertAll(character => (Value)new TextValue(character));
    }
}
