using System.Text.Json;
using System.Text.RegularExpressions;
using T2L.Testing;

namespace T2L.Hypernetwork.Tests.Golden;

/// <summary>One entry of fixtures/t2l/index.json: made by the official code, commit 8ba7749, on seeded random weights.</summary>
public sealed partial record GoldenCase(string Name, string Kind, JsonElement Entry)
{
    public string Directory => Path.Combine(Repository.Family("t2l"), Name);

    /// <summary>Allowed |difference|: absolute, and relative to the expected number. The index allows what it says; we aim at 1e-5 at most.</summary>
    public (double Absolute, double Relative) Tolerance
    {
        get
        {
            var match = TolerancePattern().Match(Entry.GetProperty("tolerance").GetString()!);
            return (double.Parse(match.Groups[1].Value), Math.Min(1e-5, double.Parse(match.Groups[2].Value)));
        }
    }

    public static IEnumerable<GoldenCase> All(string kind)
    {
        var index = Path.Combine(Repository.Family("t2l"), "index.json");
        if (!File.Exists(index))
            return [];
        using var json = JsonDocument.Parse(File.ReadAllBytes(index));
        return [.. json.RootElement.EnumerateArray()
            .Select(e => new GoldenCase(e.GetProperty("case").GetString()!, e.GetProperty("kind").GetString()!, e.Clone()))
            .Where(c => c.Kind == kind)];
    }

    public static GoldenCase Find(string name) => All("generate").First(c => c.Name == name);

    /// <summary>Names of the cases, for theories. Without the folder there is one empty name, which the skipped theory never sees.</summary>
    public static TheoryData<string> Names(string kind) => [.. All(kind).Select(c => c.Name).DefaultIfEmpty("")];

    [GeneratedRegex(@"^abs (\S+) \+ rel (\S+)$")]
    private static partial Regex TolerancePattern();
}
