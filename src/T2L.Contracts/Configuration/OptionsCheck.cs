using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace T2L.Contracts.Configuration;

/// <summary>Runs the annotations of an options object and words each failure: key, value, expected, default.</summary>
internal static class OptionsCheck
{
    /// <summary>Values of a section that cannot be converted to their property's type.</summary>
    public static IEnumerable<string> Unreadable(object options, IConfigurationSection section)
    {
        foreach (var property in Properties(options))
        {
            var value = section.GetSection(property.Name);
            if (IsGroup(property))
            {
                foreach (var failure in Unreadable(property.GetValue(options)!, value))
                    yield return failure;
            }
            else if (value.Value is { } text && !CanRead(property.PropertyType, text))
                yield return OptionsSentence.For(value.Path, text, property, property.GetValue(options));
        }
    }

    /// <summary>Values that break an annotation of their property.</summary>
    public static IEnumerable<string> Failures(object options, string path)
    {
        var defaults = Activator.CreateInstance(options.GetType())!;
        foreach (var property in Properties(options))
        {
            var key = $"{path}:{property.Name}";
            var value = property.GetValue(options);
            if (IsGroup(property))
            {
                foreach (var failure in Failures(value!, key))
                    yield return failure;
            }
            else if (property.GetCustomAttributes<ValidationAttribute>().Any(rule => !rule.IsValid(value)))
                yield return OptionsSentence.For(key, value, property, property.GetValue(defaults));
        }
        if (options is IValidatableObject whole)
            foreach (var result in whole.Validate(new ValidationContext(options)))
                yield return result.ErrorMessage!;
    }

    private static IEnumerable<PropertyInfo> Properties(object options) =>
        options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    private static bool IsGroup(PropertyInfo property) =>
        property.PropertyType.IsClass && property.PropertyType != typeof(string) && !property.PropertyType.IsArray;

    private static bool CanRead(Type type, string text)
    {
        if (type == typeof(string) || type.IsArray)
            return true;
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text) is not null;
        }
        catch (Exception error) when (error is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return false;
        }
    }
}
