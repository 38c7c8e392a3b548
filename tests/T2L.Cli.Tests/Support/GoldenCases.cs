using System.Text.Json;
using T2L.Testing;

namespace T2L.Cli.Tests.Support;

/// <summary>The cases of the family t2l from which adapters are generated.</summary>
internal static class GoldenCases
{
    public static TheoryData<string> Generate()
    {
        var names = new TheoryData<string>();
        var index = Path.Combine(Repository.Family("t2l"), "index.json");
        if (!File.Exists(index))
            return names;
        using var document = JsonDocument.Parse(File.ReadAllText(index));
        foreach (var entry in document.RootElement.EnumerateArray())
            if (entry.GetProperty("kind").GetString() == "generate")
                names.Add(entry.GetProperty("case").GetString()!);
        return names;
    }

    public static string Folder(string name) => Path.Combine(Repository.Family("t2l"), name);
}
