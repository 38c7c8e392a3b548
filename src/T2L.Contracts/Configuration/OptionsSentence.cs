using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace T2L.Contracts.Configuration;

/// <summary>The sentence for one wrong setting, for instance
/// <c>Inference:MaxResidentAdapters is 0; expected 1 to 4096 (default 64).</c></summary>
internal static class OptionsSentence
{
    public static string For(string key, object? value, PropertyInfo property, object? defaultValue)
    {
        var found = value is null or "" ? "is empty" : $"is {Quote(value, property)}";
        var otherwise = defaultValue is null or "" ? "" : $" (default {Text(defaultValue)})";
        return $"{key} {found}; expected {Expected(property)}{otherwise}.";
    }

    private static string Expected(PropertyInfo property)
    {
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
            switch (rule)
            {
                case { ErrorMessage: { } words }:
                    return words;
                case RangeAttribute range:
                    return $"{Text(range.Minimum)} to {Text(range.Maximum)}";
                case OneOfAttribute choice:
                    return string.Join(" or ", choice.Choices);
            }
        return Kind(property.PropertyType);
    }

    private static string Kind(Type type) => type switch
    {
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(string) => "a text",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type.IsEnum => string.Join(" or ", Enum.GetNames(type)),
        _ => "a number",
    };

    // A number that was read stands bare; a text, or a number that could not be read, stands in quotes.
    private static string Quote(object value, PropertyInfo property) =>
        value is string text && (property.PropertyType == typeof(string) || !double.TryParse(text, CultureInfo.InvariantCulture, out _))
            ? $"'{text}'"
            : Text(value);

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
