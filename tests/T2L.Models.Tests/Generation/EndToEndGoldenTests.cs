using System.Text.Json;
using T2L.Adapters.Peft;
using T2L.Models.Lora;
using T2L.Testing;

namespace T2L.Models.Generation;

/// <summary>Whole model folders, text in and text out: tokenizer, end tokens of generation_config.json, adapters.</summary>
public sealed class EndToEndGoldenTests
{
    [CaseTheory(withTexts: true)]
    [MemberData(nameof(GoldenCase.OfTexts), MemberType = typeof(GoldenCase))]
    public void Text_in_gives_the_references_text_out(string name)
    {
        string folder = Path.Combine(Repository.Family("lm"), name);
        using var model = LanguageModel.Load(folder, GoldenCase.Device, "float32");
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
        foreach (string variant in GoldenCase.Variants)
        {
            using var adapter = variant == "base" ? null : DeviceAdapter.Load(PeftDirectory.Read(Path.Combine(folder, variant)), model.Config, model.Device);
            var projection = adapter is null ? null : new SingleAdapter(adapter);
            CheckGeneration(model, projection, expected.RootElement.GetProperty(variant).GetProperty("generate"));
            CheckScores(model, projection, expected.RootElement.GetProperty(variant).GetProperty("score"));
        }
    }

    private static void CheckGeneration(LanguageModel model, IProjectionAdapter? adapter, JsonElement cases)
    {
        var items = cases.EnumerateArray().ToArray();
        foreach (var item in items)
            Assert.Equal(Ids(item, "prompt_ids"), model.Tokenizer.Encode(item.GetProperty("prompt").GetString()!));

        var results = TextGenerator.For(model).Generate([.. items.Select(item => new GenerationRequest(Ids(item, "prompt_ids")) { MaxTokens = 20 })], adapter);

        for (int i = 0; i < items.Length; i++)
        {
            Assert.Equal(Ids(items[i], "new_ids"), results[i].Tokens);
            Assert.Equal(items[i].GetProperty("text").GetString(), results[i].Text);
            Assert.Equal(items[i].GetProperty("text_with_special").GetString(), model.Tokenizer.Decode(results[i].Tokens, skipSpecialTokens: false));
            Assert.Equal(items[i].GetProperty("finish").GetString() == "eos" ? FinishReason.EndToken : FinishReason.Length, results[i].Finish);
        }
    }

    private static void CheckScores(LanguageModel model, IProjectionAdapter? adapter, JsonElement cases)
    {
        foreach (var item in cases.EnumerateArray())
        {
            var prompt = model.Tokenizer.Encode(item.GetProperty("prompt").GetString()!);
            var options = item.GetProperty("options").EnumerateArray().ToArray();
            var scores = new Scorer(model.Network, model.Device).Score([.. options.Select(option => (prompt, (IReadOnlyList<int>)Ids(option, "ids")))], adapter);
            double[] sums = [.. scores.Select(score => score.Sum(token => (double)token.LogProbability))];

            for (int i = 0; i < options.Length; i++)
            {
                Assert.Equal(Ids(options[i], "ids"), model.Tokenizer.Encode(options[i].GetProperty("text").GetString()!, addSpecialTokens: false));
                Assert.Equal(options[i].GetProperty("sum_logprob").GetDouble(), sums[i], 1e-3);
            }
            Assert.Equal(item.GetProperty("best_by_sum").GetInt32(), Array.IndexOf(sums, sums.Max()));
        }
    }

    private static int[] Ids(JsonElement item, string name) => [.. item.GetProperty(name).EnumerateArray().Select(id => id.GetInt32())];
}
