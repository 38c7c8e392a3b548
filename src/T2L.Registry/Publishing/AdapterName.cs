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

    // Addresses of the API in whose place an adapter of that name would never be found.
    private static readonly string[] Whole = ["batch", "import", "map", "mix"];

    private static readonly string[] Second =
    [
        "aliases", "bom", "card", "checks", "deployments", "diff", "download", "evaluations", "export", "files", "metadata", "signature", "similar", "spectrum",
    ];

    /// <summary>What no adapter is called: <c>/v1/adapters/map</c> and its like are addresses of their own.</summary>
    public static IReadOnlyList<string> ReservedNames => Whole;

    /// <summary>What does not follow the first slash of a name: <c>/v1/adapters/git/diff</c> is the diff of <c>git</c>.</summary>
    public static IReadOnlyList<string> ReservedSecondWords => Second;

    /// <summary>What is wrong with a name that something is to be published under.</summary>
    /// <param name="name">The name.</param>
    /// <returns>A sentence for the user; null when the name is fine.</returns>
    /// <remarks>Stricter than <see cref="Fault"/>: what was published before is found by any name that it has, by <c>name:1</c>, its digest and its id.</remarks>
    public static string? NewFault(string? name)
    {
        if (Fault(name) is { } fault)
            return fault;
        var words = name!.Split('/');
        // A client takes such steps out of an address before it asks.
        if (words.Any(word => word is "" or "." or ".."))
            return $"Adapter name '{name}' cannot be used: between its slashes stands nothing, or a step of a path; expected words, for instance 'math/reverse-words'.";
        if (words is [var only] && Whole.Contains(only, StringComparer.Ordinal))
            return $"Adapter name '{name}' cannot be used: /v1/adapters/{name} is an address of its own. Choose another, for instance 'team/{name}'.";
        return words is [_, var second, ..] && Second.Contains(second, StringComparer.Ordinal)
            ? $"Adapter name '{name}' cannot be used: '{second}' after the first slash is a part of the API's addresses. Choose another word there, for instance '{words[0]}/{second}-1'."
            : null;
    }

    /// <summary>What is wrong with a name that something may have.</summary>
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

    /// <summary>Returns a name that something may be published under.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The same name.</returns>
    /// <exception cref="ArgumentException">It is not; the message is <see cref="NewFault"/>'s.</exception>
    public static string Check(string? name) => NewFault(name) is { } fault ? throw new ArgumentException(fault) : name!;

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
