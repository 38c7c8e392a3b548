using System.Text.Json;
using T2L.Adapters.Examples.Checking;
using T2L.Svf.Adaptation;
using T2L.Testing;

namespace T2L.Svf.Tests.Golden;

/// <summary>The official code's reading of answers, and its draws of examples.</summary>
public sealed class TextGoldenTests
{
    public static TheoryData<string> Texts => GoldenIndex.NamesOf(GoldenFile.Family, "text");

    public static TheoryData<string> Splits => GoldenIndex.NamesOf(GoldenFile.Family, "splits");

    [GoldenTheory(GoldenFile.Family, "text"), MemberData(nameof(Texts))]
    public void Labels_are_read_as_the_official_code_does(string name)
    {
        using var json = Read("text", name);
        Assert.All(json.RootElement.GetProperty("routing").EnumerateArray(), answer =>
            Assert.Equal(answer.GetProperty("label").GetString(), Skill.Read(answer.GetProperty("model_output").GetString()!, ["code", "math", "reasoning"])));
    }

    [GoldenTheory(GoldenFile.Family, "text"), MemberData(nameof(Texts))]
    public void Choices_are_read_and_judged_as_the_official_code_does(string name)
    {
        using var json = Read("text", name);
        Assert.All(json.RootElement.GetProperty("arc").EnumerateArray(), answer =>
        {
            var said = Text(answer, "model_output")!;
            Assert.Equal(Text(answer, "prediction"), ChoiceLetter.Read(said)?.ToString());
            Assert.Equal(answer.GetProperty("correct").GetBoolean(), new ChoiceLetter(GoldenFile.Number(answer, "n_options")).IsRight(said, Text(answer, "gold")!));
        });
    }

    [GoldenTheory(GoldenFile.Family, "text"), MemberData(nameof(Texts))]
    public void Numbers_are_read_as_the_official_code_does(string name)
    {
        using var json = Read("text", name);
        Assert.All(json.RootElement.GetProperty("gsm8k").EnumerateArray(), answer =>
            Assert.Equal(answer.GetProperty("prediction") is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null, LastNumber.Read(Text(answer, "model_output")!)));
    }

    [GoldenTheory(GoldenFile.Family, "text"), MemberData(nameof(Texts))]
    public void Formulas_are_read_and_judged_as_the_official_code_does(string name)
    {
        using var json = Read("text", name);
        Assert.All(json.RootElement.GetProperty("math").EnumerateArray(), answer =>
        {
            var said = Text(answer, "model_output")!;
            Assert.Equal(Text(answer, "prediction"), FormulaAnswer.Read(said));
            Assert.Equal(answer.GetProperty("correct").GetBoolean(), new FormulaAnswer().IsRight(said, Text(answer, "gold")!));
        });
    }

    [GoldenTheory(GoldenFile.Family, "text"), MemberData(nameof(Texts))]
    public void No_list_of_answers_is_passed_over(string name)
    {
        using var json = Read("text", name);
        Assert.All(json.RootElement.EnumerateObject(), list => Assert.Contains(list.Name, new[] { "routing", "arc", "gsm8k", "math" }));
        Assert.All(json.RootElement.EnumerateObject(), list => Assert.NotEqual(0, list.Value.GetArrayLength()));
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

    private static string? Text(JsonElement answer, string name) => answer.GetProperty(name).GetString();

    private static JsonDocument Read(string kind, string name) => JsonDocument.Parse(File.ReadAllBytes(GoldenFile.Find(kind, name).Path));
}
