using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using T2L.Adapters;
using T2L.Registry.Data;

namespace T2L.Registry.Publishing;

/// <summary>
/// What an adapter may be called: 1 to 100 of <c>a-z 0-9 . _ - /</c>, letter or digit at both ends. It can stand in a URL and on
/// a command line, and is never mistaken for an id, a digest or <c>name:version</c>.
/// </summary>
public static partial class AdapterName
{
    private const int SlugLength = 40;
    private const int DigestDigits = 8;

    /// <summary>What is wrong with a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>A sentence for the user; null when the name is fine.</returns>
    public static string? Fault(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return "Adapter name is empty; expected 1 to 100 of a-z, 0-9 and . _ - / between them.";
        if (name.Length > Limits.AdapterName)
            return $"Adapter name has {name.Length} characters; at most {Limits.AdapterName} are allowed.";
        if (!Form().IsMatch(name))
            return $"Adapter name '{name}' cannot be used; expected a-z, 0-9 and . _ - / between them, for instance 'math/reverse-words'.";
        return Guid.TryParseExact(name, "D", out _) ? $"Adapter name '{name}' looks like an id; choose a name that says what the adapter does." : null;
    }

    /// <summary>Returns a name that is fine.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The same name.</returns>
    /// <exception cref="ArgumentException">It is not; the message is <see cref="Fault"/>'s.</exception>
    public static string Check(string? name) => Fault(name) is { } fault ? throw new ArgumentException(fault) : name!;

    /// <summary>A name for an adapter that was not given one: the first words of its description and of its digest.</summary>
    internal static string For(string? description, Digest digest)
    {
        var slug = new StringBuilder();
        foreach (var c in description ?? "")
        {
            if (slug.Length == SlugLength)
                break;
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(char.ToLowerInvariant(c));
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        var words = slug.ToString().TrimEnd('-');
        return string.Create(CultureInfo.InvariantCulture, $"{(words.Length == 0 ? "adapter" : words)}-{digest.Hex[..DigestDigits]}");
    }

    [GeneratedRegex("^[a-z0-9]([a-z0-9._/-]*[a-z0-9])?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
