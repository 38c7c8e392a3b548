namespace T2L.Adapters.Lora;

/// <summary>Values for the modules whose path ends in a key: PEFT's rank_pattern and alpha_pattern.</summary>
internal sealed class PatternTable<T>
{
    // One may take some thirty kilobytes where it repeats much. Plain paths are not counted.
    private const int MaxExpressions = 64;

    public static readonly PatternTable<T> Empty = new("", [], static (_, value) => value);

    private readonly Func<string, bool>[] _matches;

    public PatternTable(string name, IReadOnlyList<KeyValuePair<string, T>> entries, Func<string, T, T> check)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.DistinctBy(e => e.Key, StringComparer.Ordinal).Count() != entries.Count)
            throw new ArgumentException($"{name} has a key twice.", nameof(entries));
        var expressions = entries.Count(e => !PatternKey.IsPlain(e.Key));
        if (expressions > MaxExpressions)
            throw new ArgumentException($"{name} has {expressions} keys that are expressions; at most {MaxExpressions} are read.", nameof(entries));
        Entries = new ValueList<KeyValuePair<string, T>>(entries.Select(e => KeyValuePair.Create(e.Key, check(e.Key, e.Value))));
        _matches = [.. Entries.Select(e => PatternKey.Matcher(name, e.Key))];
    }

    public IReadOnlyList<KeyValuePair<string, T>> Entries { get; }

    public bool TryFind(string modulePath, out T value)
    {
        for (var i = 0; i < _matches.Length; i++)
        {
            if (!_matches[i](modulePath))
                continue;
            value = Entries[i].Value;
            return true;
        }

        value = default!;
        return false;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PatternTable<T> other && Entries.Equals(other.Entries);

    /// <inheritdoc/>
    public override int GetHashCode() => Entries.GetHashCode();
}
