using System.Text.Json;

namespace T2L.Testing;

/// <summary>One entry of a family's index.json.</summary>
/// <param name="Family">The folder of the family.</param>
/// <param name="Name">Name of the case, and of its folder or file.</param>
/// <param name="Kind">What it holds; empty where the family has one kind only.</param>
/// <param name="Entry">All that the index says about it.</param>
internal sealed record GoldenEntry(string Family, string Name, string Kind, JsonElement Entry)
{
    /// <summary>Where the case lies.</summary>
    public string Path => System.IO.Path.Combine(Repository.Family(Family), Name);
}

/// <summary>The cases of a family, as its index.json lists them: whatever is there is run, under whatever name.</summary>
internal static class GoldenIndex
{
    private static readonly string[] Lists = ["cases", "tokenizers"];
    private static readonly string[] Names = ["case", "name", "file"];

    /// <summary>All cases; none where the family or its index is missing.</summary>
    public static IReadOnlyList<GoldenEntry> Of(string family)
    {
        var path = Path.Combine(Repository.Family(family), "index.json");
        if (!File.Exists(path))
            return [];
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = json.RootElement;
        var list = root.ValueKind == JsonValueKind.Array ? root : Lists.Where(l => root.TryGetProperty(l, out _)).Select(root.GetProperty).First();
        return [.. list.EnumerateArray().Select(entry => new GoldenEntry(family, Name(entry), Kind(entry), entry.Clone()))];
    }

    /// <summary>The cases of one kind.</summary>
    public static IEnumerable<GoldenEntry> Of(string family, string kind) => Of(family).Where(c => c.Kind == kind);

    /// <summary>Names of the cases of one kind, for theories.</summary>
    public static TheoryData<string> NamesOf(string family, string kind) => [.. Of(family, kind).Select(c => c.Name)];

    /// <summary>Fails where the index and the folder contradict each other, or a case has a kind that no test reads.</summary>
    public static void RequireReadable(string family, params IReadOnlyList<string> kinds)
    {
        var folder = Repository.Family(family);
        Assert.True(File.Exists(Path.Combine(folder, "index.json")), $"'{folder}' has no index.json, so none of its cases would be run.");
        var cases = Of(family);
        foreach (var entry in cases)
        {
            Assert.True(kinds.Contains(entry.Kind), $"{family}/index.json: case '{entry.Name}' is of kind '{entry.Kind}', which no test reads; known are {string.Join(", ", kinds)}.");
            Assert.True(Path.Exists(entry.Path), $"{family}/index.json names '{entry.Name}', but '{entry.Path}' is not there.");
        }

        var twice = cases.GroupBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        Assert.True(twice is null, $"{family}/index.json names '{twice?.Key}' twice.");
    }

    private static string Name(JsonElement entry) => Names.Where(n => entry.TryGetProperty(n, out _)).Select(n => entry.GetProperty(n).GetString()!).First();

    private static string Kind(JsonElement entry) => entry.TryGetProperty("kind", out var kind) ? kind.GetString()! : "";
}
