namespace T2L.Testing;

/// <summary>A theory over golden cases; reported as skipped, with the reason, where the folder has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GoldenTheoryAttribute : TheoryAttribute
{
    /// <summary>Cases of one family, for instance <c>t2l</c>; of one kind, where the family has several.</summary>
    public GoldenTheoryAttribute(string family, string? kind = null) => Skip = GoldenSkip.Reason(family, kind);
}

/// <summary>A fact that reads one family of golden cases; reported as skipped, with the reason, where the folder is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GoldenFactAttribute : FactAttribute
{
    public GoldenFactAttribute(string family) => Skip = GoldenSkip.Reason(family, null);
}

/// <summary>Why golden cases cannot be run; null when they can.</summary>
internal static class GoldenSkip
{
    public static string? Reason(string family, string? kind)
    {
        var folder = Repository.Family(family);
        if (!Directory.Exists(folder))
            return $"No golden cases: '{folder}' is missing. Set T2L_FIXTURES to the folder that holds '{family}'.";
        return kind is null || GoldenIndex.Of(family, kind).Any() ? null : $"'{folder}' has no case of kind '{kind}'.";
    }
}
