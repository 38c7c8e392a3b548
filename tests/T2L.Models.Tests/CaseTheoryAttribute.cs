using T2L.Testing;

namespace T2L.Models;

/// <summary>A theory over the language models' golden cases of one sort; skipped, with the reason, where the folder has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CaseTheoryAttribute : TheoryAttribute
{
    public CaseTheoryAttribute(bool withTexts = false)
    {
        if (GoldenCase.Names(withTexts).Count == 0)
            Skip = $"'{Repository.Family("lm")}' has no case with {(withTexts ? "texts" : "tensors")}. Set T2L_FIXTURES to a folder that has.";
    }
}
