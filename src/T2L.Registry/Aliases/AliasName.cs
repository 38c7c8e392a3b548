using System.Text.RegularExpressions;
using T2L.Registry.Data;

namespace T2L.Registry.Aliases;

/// <summary>What an alias may be called: 1 to 63 of <c>a-z 0-9 . _ -</c>, a letter first, a letter or digit last; not <c>latest</c>, which is always the newest version.</summary>
public static partial class AliasName
{
    /// <summary>The alias that every adapter has and nobody moves.</summary>
    public const string Latest = "latest";

    /// <summary>What is wrong with an alias.</summary>
    /// <param name="alias">The alias.</param>
    /// <returns>A sentence for the user; null when it is fine.</returns>
    public static string? Fault(string? alias) => alias switch
    {
        null or "" => $"The alias is empty; expected 1 to {Limits.Alias} of a-z, 0-9 and . _ - between them, for instance 'champion'.",
        { Length: > Limits.Alias } => $"The alias has {alias.Length} characters; at most {Limits.Alias} are allowed.",
        Latest => "'latest' is always the newest version and cannot be set or removed; choose another alias, for instance 'champion'.",
        _ when !Form().IsMatch(alias) => $"The alias '{alias}' cannot be used; expected a letter, then a-z, 0-9 and . _ - between them, for instance 'champion'.",
        _ => null,
    };

    /// <summary>Returns an alias that is fine.</summary>
    /// <param name="alias">The alias.</param>
    /// <returns>The same alias.</returns>
    /// <exception cref="ArgumentException">It is not; the message is <see cref="Fault"/>'s.</exception>
    public static string Check(string? alias) => Fault(alias) is { } fault ? throw new ArgumentException(fault) : alias!;

    /// <summary>Whether a word has the form of an alias, <c>latest</c> or not.</summary>
    internal static bool HasForm(string? word) => word is { Length: >= 1 and <= Limits.Alias } && Form().IsMatch(word);

    [GeneratedRegex("^[a-z]([a-z0-9._-]*[a-z0-9])?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
