using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace T2L.Registry.Metadata;

/// <summary>The value of a property: a text, a number, or true or false.</summary>
[JsonConverter(typeof(PropertyValueConverter))]
public sealed record PropertyValue
{
    private PropertyValue()
    {
    }

    /// <summary>The text; null where it is none.</summary>
    public string? Text { get; private init; }

    /// <summary>The number; null where it is none.</summary>
    public double? Number { get; private init; }

    /// <summary>True or false; null where it is neither.</summary>
    public bool? Flag { get; private init; }

    /// <summary>A text, at most 1,000 characters.</summary>
    public static PropertyValue Of(string text) => new() { Text = text ?? throw new ArgumentNullException(nameof(text)) };

    /// <summary>A number; it has to be finite.</summary>
    public static PropertyValue Of(double number) => new() { Number = number };

    /// <summary>True or false.</summary>
    public static PropertyValue Of(bool flag) => new() { Flag = flag };

    /// <summary>Everything that a text from a command line or an address may stand for: <c>3</c> the number and the text, <c>true</c> the truth and the text.</summary>
    /// <returns>One or two values, the typed one first.</returns>
    public static IReadOnlyList<PropertyValue> Readings(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text is "true" or "false")
            return [Of(text == "true"), Of(text)];
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? [Of(number), Of(text)] : [Of(text)];
    }

    /// <inheritdoc/>
    public override string ToString() => Text ?? Number?.ToString("R", CultureInfo.InvariantCulture) ?? (Flag == true ? "true" : "false");
}

/// <summary>A property is written as JSON writes such a value.</summary>
internal sealed class PropertyValueConverter : JsonConverter<PropertyValue>
{
    public override PropertyValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => PropertyValue.Of(Text(ref reader)),
        JsonTokenType.Number => PropertyValue.Of(reader.GetDouble()),
        JsonTokenType.True => PropertyValue.Of(true),
        JsonTokenType.False => PropertyValue.Of(false),
        _ => throw new JsonException(), // the serializer says where
    };

    public override void Write(Utf8JsonWriter writer, PropertyValue value, JsonSerializerOptions options)
    {
        if (value.Text is { } text)
            writer.WriteStringValue(text);
        else if (value.Number is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteBooleanValue(value.Flag == true);
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException half)
        {
            throw new JsonException("UTF-16", half);
        }
    }
}
