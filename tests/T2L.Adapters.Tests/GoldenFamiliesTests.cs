using T2L.Testing;

namespace T2L.Adapters.Tests;

/// <summary>A folder of golden cases that nothing reads must not look like one that passed.</summary>
public sealed class GoldenFamiliesTests
{
    private static readonly string[] Known = ["lm", "svf", "t2l", "tokenizers"];

    [Fact]
    public void Every_family_in_the_folder_is_read()
    {
        if (!Directory.Exists(Repository.Fixtures))
            return; // the selection in the repository stands in, and its families are known
        var found = Directory.EnumerateDirectories(Repository.Fixtures).Select(Path.GetFileName).Except(Known, StringComparer.Ordinal).ToArray();
        Assert.True(found.Length == 0, $"'{Repository.Fixtures}' holds {string.Join(", ", found)}, which no test reads; known are {string.Join(", ", Known)}.");
    }

    // Reported as skipped as long as it is true, so that nobody takes the family for covered.
    [SvfFact]
    public void Figures_of_svf_experts_match() => Assert.Fail("No test compares them yet.");

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class SvfFactAttribute : FactAttribute
    {
        public SvfFactAttribute() => Skip = Directory.Exists(Repository.Family("svf"))
            ? $"'{Repository.Family("svf")}': its files are read (.pt, safetensors), its figures are not compared; SVF experts are not built yet."
            : $"No golden cases: '{Repository.Family("svf")}' is missing.";
    }
}
