using System.Text.Json;
using System.Text.RegularExpressions;
using T2L.Testing;

namespace T2L.Hypernetwork.Tests.Golden;

/// <summary>One entry of fixtures/t2l/index.json: made by the official code, commit 8ba7749, on seeded random weights.</summary>
public sealed partial record GoldenCase(string Name, JsonElement Entry)
{
    public const string Generate = "generate";

    public string Directory => Path.Combine(Repository.Family("t2l"), Name);

    /// <summary>
    /// Allowed |difference|: absolute, and relative to the expected number. The index allows what it says; we aim at 1e-5 at most on the CPU.
    /// </summary>
    public (double Absolute, double Relative) Tolerance
    {
        get
        {
            var match = TolerancePattern().Match(Entry.GetProperty("tolerance").GetString()!);
            return (double.Parse(match.Groups[1].Value), Math.Min(TestDevice.Setting == "cpu" ? 1e-5 : 1, double.Parse(match.Groups[2].Value)));
        }
    }

    public static GoldenCase Find(string name)
    {
        var found = GoldenIndex.Of("t2l", Generate).First(c => c.Name == name);
        return new GoldenCase(found.Name, found.Entry);
    }

    [GeneratedRegex(@"^abs (\S+) \+ rel (\S+)$")]
    private static partial Regex TolerancePattern();
}
