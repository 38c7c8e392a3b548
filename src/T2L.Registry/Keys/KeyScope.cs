namespace T2L.Registry.Keys;

/// <summary>What a caller may do. Names are stable: keys and tokens carry them.</summary>
public static class KeyScope
{
    /// <summary>Look: adapters, their files, jobs, the log.</summary>
    public const string Read = "read";

    /// <summary>Have adapters made and mixed, and ask models.</summary>
    public const string Generate = "generate";

    /// <summary>Change what is there: import, describe, move aliases, delete, restore.</summary>
    public const string Write = "write";

    /// <summary>Move protected aliases, let quarantined versions out.</summary>
    public const string Approve = "approve";

    /// <summary>Everything, keys included.</summary>
    public const string Admin = "admin";

    /// <summary>Every scope.</summary>
    public static IReadOnlyList<string> All { get; } = [Read, Generate, Write, Approve, Admin];

    /// <summary>True where these scopes allow what needs one; <see cref="Admin"/> allows all.</summary>
    public static bool Allows(IReadOnlyCollection<string> scopes, string needed)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        return scopes.Contains(needed) || scopes.Contains(Admin);
    }

    /// <summary>What is wrong with the scopes of a new key.</summary>
    /// <returns>A sentence for the user; null when they are fine.</returns>
    public static string? Fault(IReadOnlyCollection<string?>? scopes) =>
        scopes is not { Count: > 0 } ? $"A key without scopes allows nothing; expected some of {string.Join(", ", All)}."
        : scopes.FirstOrDefault(scope => !All.Contains(scope ?? ""), All[0]) is var odd && !All.Contains(odd ?? "") ? $"The scope '{odd}' is none; expected {string.Join(", ", All)}."
        : null;
}
