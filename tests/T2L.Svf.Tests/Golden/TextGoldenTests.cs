using System.Text.Json;
using T2L.Svf.Adaptation;
using T2L.Testing;

namespace T2L.Svf.Tests.Golden;

/// <summary>The official code's reading of answers, and its draws of examples.</summary>
public sealed class TextGoldenTests
{
    public static TheoryData<string> Texts => GoldenIndex.NamesOf(GoldenFile.Family, "text");

    public static TheoryData<string> Splits => GoldenIndex.NamesOf(GoldenFile.Family, "splits");

    // Arithmetic, choices and mathematics are the benchmarks' business; dispatching is ours.
    [GoldenTheory(GoldenFile.Family, "text"), MemberData(nameof(Texts))]
    public void Labels_are_read_as_the_official_code_does(string name)
    {
        using var json = Read("text", name);
        Assert.All(json.RootElement.GetProperty("routing").EnumerateArray(), answer =>
            Assert.Equal(answer.GetProperty("label").GetString(), Skill.Read(answer.GetProperty("model_output").GetString()!, ["code", "math", "reasoning"])));
    }

    [GoldenTheory(GoldenFile.Family, "splits"), MemberData(nameof(Splits))]
    public void Shuffles_are_those_of_CPython(string name)
    {
        using var json = Read("splits", name);
        foreach (var split in json.RootElement.GetProperty("cases").EnumerateArray())
        {
            var order = PythonShuffle.Order(GoldenFile.Number(split, "n"), split.GetProperty("seed").GetUInt32());
            var first = GoldenFile.Number(split, "k");
            Assert.Equal(Numbers(split, "first_part"), order[..first]);
            Assert.Equal(Numbers(split, "rest_first_20"), order.Skip(first).Take(20));
            Assert.Equal(GoldenFile.Number(split, "rest_count"), order.Length - first);
        }
    }

    private static int[] Numbers(JsonElement split, string name) => [.. split.GetProperty(name).EnumerateArray().Select(e => e.GetInt32())];

    private static JsonDocument Read(string kind, string name) => JsonDocument.Parse(File.ReadAllBytes(GoldenFile.Find(kind, name).Path));
}
