using System.ComponentModel.DataAnnotations;

namespace T2L.Contracts.Configuration;

/// <summary>A text setting that names one of a few choices; case does not matter.</summary>
/// <param name="choices">The choices, spelled as the documentation spells them.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OneOfAttribute(params string[] choices) : ValidationAttribute
{
    /// <summary>The choices.</summary>
    public IReadOnlyList<string> Choices { get; } = choices;

    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is string text && Choices.Contains(text, StringComparer.OrdinalIgnoreCase);
}
