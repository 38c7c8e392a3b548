using System.Text;
using System.Text.RegularExpressions;

namespace T2L.Hub;

/// <summary>Chooses files of a repository by patterns, as the hub's own clients do: <c>*</c> stands for any text, slashes included.</summary>
public sealed class PathFilter
{
    private readonly Regex[] _include;
    private readonly Regex[] _exclude;

    /// <summary>A choice.</summary>
    /// <param name="include">Patterns of which a file must match one; empty for every file.</param>
    /// <param name="exclude">Patterns of which it must match none.</param>
    public PathFilter(IReadOnlyList<string> include, IReadOnlyList<string> exclude)
    {
        ArgumentNullException.ThrowIfNull(include);
        ArgumentNullException.ThrowIfNull(exclude);
        (Include, Exclude) = (include, exclude);
        _include = [.. include.Select(Compile)];
        _exclude = [.. exclude.Select(Compile)];
    }

    /// <summary>Every file.</summary>
    public static PathFilter All { get; } = new([], []);

    /// <summary>Patterns of which a file must match one.</summary>
    public IReadOnlyList<string> Include { get; }

    /// <summary>Patterns of which a file must match none.</summary>
    public IReadOnlyList<string> Exclude { get; }

    /// <summary>Whether a file is chosen.</summary>
    /// <param name="path">Its path in the repository.</param>
    public bool Matches(string path) => (_include.Length == 0 || _include.Any(pattern => pattern.IsMatch(path))) && !_exclude.Any(pattern => pattern.IsMatch(path));

    /// <summary>Included patterns that none of the paths matches.</summary>
    /// <param name="paths">What there is.</param>
    internal IEnumerable<string> Unmatched(IReadOnlyCollection<string> paths)
    {
        for (var index = 0; index < _include.Length; index++)
            if (!paths.Any(path => _include[index].IsMatch(path) && !_exclude.Any(exclude => exclude.IsMatch(path))))
                yield return Include[index];
    }

    private static Regex Compile(string pattern)
    {
        if (pattern is "" || pattern.Length > 1024)
            throw new HubException(HubError.BadReference, $"A pattern has {pattern.Length} characters; expected 1 to 1024, for instance *.safetensors.");
        var regex = new StringBuilder(@"\A");
        var text = pattern.EndsWith('/') ? pattern + "*" : pattern;
        for (var index = 0; index < text.Length; index++)
            index = Append(regex, text, index);
        // Linear in the path's length, whatever the pattern.
        return new Regex(regex.Append(@"\z").ToString(), RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }

    private static int Append(StringBuilder regex, string text, int index)
    {
        // A bracket that closes at once holds the bracket itself.
        var close = text[index] == '[' ? text.IndexOf(']', Math.Min(text.Length, index + (text.AsSpan(index + 1).StartsWith("!") ? 3 : 2))) : -1;
        if (close > 0)
        {
            var set = text[(index + 1)..close];
            var negated = set[0] == '!';
            regex.Append('[').Append(negated ? "^" : "").Append(Escape(negated ? set[1..] : set)).Append(']');
            return close;
        }
        regex.Append(text[index] switch { '*' => ".*", '?' => ".", var other => Regex.Escape(other.ToString()) });
        return index;
    }

    private static string Escape(string set)
    {
        var escaped = set.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("]", @"\]", StringComparison.Ordinal)
            .Replace("[", @"\[", StringComparison.Ordinal).Replace("^", @"\^", StringComparison.Ordinal);
        for (var dash = 1; dash < set.Length - 1; dash++)
            if (set[dash] == '-' && set[dash - 1] > set[dash + 1])
                throw new HubException(HubError.BadReference, $"The pattern's set '[{set}]' has a range that runs backwards.");
        return escaped;
    }
}
