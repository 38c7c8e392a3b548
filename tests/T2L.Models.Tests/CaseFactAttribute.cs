using T2L.Testing;

namespace T2L.Models;

/// <summary>A fact over golden cases that the selection in the repository does not have; skipped, with the reason, where there are none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CaseFactAttribute : FactAttribute
{
    public CaseFactAttribute(string what)
    {
        if (GoldenCase.Folders(what).Count == 0)
            Skip = $"'{Repository.Family("lm")}' has no case of {what}. Set T2L_FIXTURES to the folder with the whole set.";
    }
}
