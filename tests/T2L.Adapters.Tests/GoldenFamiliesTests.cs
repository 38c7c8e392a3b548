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
}
