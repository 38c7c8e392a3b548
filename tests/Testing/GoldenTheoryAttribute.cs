namespace T2L.Testing;

/// <summary>A theory over the golden cases of one family; reported as skipped where the family's folder is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GoldenTheoryAttribute : TheoryAttribute
{
    public GoldenTheoryAttribute(string family)
    {
        if (!Directory.Exists(Repository.Family(family)))
            Skip = $"No golden cases: '{Repository.Family(family)}' is missing. Set T2L_FIXTURES to the folder that holds '{family}'.";
    }
}

/// <summary>A fact that reads one family of golden cases; reported as skipped where the family's folder is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GoldenFactAttribute : FactAttribute
{
    public GoldenFactAttribute(string family)
    {
        if (!Directory.Exists(Repository.Family(family)))
            Skip = $"No golden cases: '{Repository.Family(family)}' is missing. Set T2L_FIXTURES to the folder that holds '{family}'.";
    }
}
