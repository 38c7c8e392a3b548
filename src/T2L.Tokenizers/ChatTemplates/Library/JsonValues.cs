using System.Globalization;
using System.Numerics;
using System.Text.Json;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>JSON as values, read as Python's <c>json</c> reads it: numbers without point or exponent are whole.</summary>
internal static class JsonValues
{
    public static Value Of(JsonElement element, Run run) => element.ValueKind switch
    {
        JsonValueKind.Object => new DictionaryValue(
            element.EnumerateObject().Select(property => KeyValuePair.Create((Value)new TextValue(property.Name), Of(property.Value, run))), run),
        JsonValueKind.Array => new ListValue([.. element.EnumerateArray().Select(item => Of(item, run))], run),
        JsonValueKind.String => Text(element, run),
        JsonValueKind.Number => Number(element.GetRawText(), run),
        JsonValueKind.True => BooleanValue.True,
        JsonValueKind.False => BooleanValue.False,
        _ => NoneValue.Instance,
    };

    private static TextValue Text(JsonElement element, Run run)
    {
        try
        {
            return run.Text(element.GetString()!);
        }
        catch (InvalidOperationException)
        {
            throw new TemplateFault(ChatTemplateError.BadInput, "a text of the conversation has half a character (an unpaired surrogate). Leave it out.");
        }
    }

    private static Value Number(string text, Run run)
    {
        bool whole = text.All(character => char.IsAsciiDigit(character) || character == '-');
        if (!whole)
            return new FloatValue(double.Parse(text, CultureInfo.InvariantCulture));
        return text.Length <= run.Limits.MaxIntegerBits / 3
            ? Numbers.Of(BigInteger.Parse(text, CultureInfo.InvariantCulture), run)
            : throw new TemplateFault(ChatTemplateError.BadInput, $"a number of the conversation has {text.Length} digits.");
    }
}
