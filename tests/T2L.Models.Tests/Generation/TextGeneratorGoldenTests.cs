using System.Text.Json;
using T2L.Models.Lora;

namespace T2L.Models.Generation;

/// <summary>Greedy continuations and scores of every case; tokens exactly, log-probabilities to 1e-3.</summary>
public sealed class TextGeneratorGoldenTests
{
    [CaseTheory]
    [MemberData(nameof(GoldenCase.OfTensors), MemberType = typeof(GoldenCase))]
    public void Greedy_tokens_match_the_reference_alone_and_left_padded(string name)
    {
        using var golden = new GoldenCase(name);
        var generator = new TextGenerator(golden.Network, device: GoldenCase.Device);
        foreach (string variant in GoldenCase.Variants)
        {
            using var adapter = golden.Adapter(variant);
            var rows = golden.Expected(variant).GetProperty("greedy").EnumerateArray().Select(row => (
                Request: new GenerationRequest(Ids(row, "prompt")) { MaxTokens = Ids(row, "new_tokens").Length, IgnoreEndTokens = true },
                Tokens: Ids(row, "new_tokens"))).ToArray();
            var projection = adapter is null ? null : new SingleAdapter(adapter);

            var together = generator.Generate([.. rows.Select(row => row.Request)], projection);

            Assert.Equal(2, rows.Length);
            for (int i = 0; i < rows.Length; i++)
            {
                Assert.Equal(rows[i].Tokens, together[i].Tokens);
                Assert.Equal(rows[i].Tokens, generator.Generate([rows[i].Request], projection)[0].Tokens);
                Assert.Equal(FinishReason.Length, together[i].Finish);
            }
        }
    }

    [CaseTheory]
    [MemberData(nameof(GoldenCase.OfTensors), MemberType = typeof(GoldenCase))]
    public void A_mixed_batch_writes_what_each_adapter_writes_alone(string name)
    {
        using var golden = new GoldenCase(name);
        using var queryValue = golden.Adapter("lora_qv");
        using var all = golden.Adapter("lora_all");
        var expected = GoldenCase.Variants.Select(variant => golden.Expected(variant).GetProperty("greedy")[1]).ToArray();
        var requests = expected.Select(row => new GenerationRequest(Ids(row, "prompt")) { MaxTokens = 12, IgnoreEndTokens = true }).ToArray();

        var results = new TextGenerator(golden.Network, device: GoldenCase.Device).Generate(requests, BatchAdapters.For([null, queryValue, all], GoldenCase.Device));

        Assert.Equal(expected.Select(row => Ids(row, "new_tokens")), results.Select(result => result.Tokens));
    }

    [CaseTheory]
    [MemberData(nameof(GoldenCase.OfTensors), MemberType = typeof(GoldenCase))]
    public void Scores_match_the_reference(string name)
    {
        using var golden = new GoldenCase(name);
        foreach (string variant in GoldenCase.Variants)
        {
            using var adapter = golden.Adapter(variant);
            var prompts = golden.Expected(variant).GetProperty("greedy").EnumerateArray().ToDictionary(row => row.GetProperty("row").GetInt32(), row => Ids(row, "prompt"));
            var cases = golden.Expected(variant).GetProperty("score").EnumerateArray().ToArray();

            var scores = new Scorer(golden.Network, GoldenCase.Device).Score(
                [.. cases.Select(item => ((IReadOnlyList<int>)prompts[item.GetProperty("row").GetInt32()], (IReadOnlyList<int>)Ids(item, "completion")))],
                adapter is null ? null : new SingleAdapter(adapter));

            for (int i = 0; i < cases.Length; i++)
            {
                float[] expected = [.. cases[i].GetProperty("token_logprobs").EnumerateArray().Select(value => value.GetSingle())];
                Assert.Equal(expected.Length, scores[i].Count);
                Assert.All(expected.Zip(scores[i]), pair => Assert.Equal(pair.First, pair.Second.LogProbability, 1e-3f));
            }
        }
    }

    [CaseTheory]
    [MemberData(nameof(GoldenCase.OfTensors), MemberType = typeof(GoldenCase))]
    public void A_continuation_is_greedy_exactly_when_every_token_scores_as_the_likeliest(string name)
    {
        using var golden = new GoldenCase(name);
        var row = golden.Expected("base").GetProperty("greedy")[0];
        int[] greedy = Ids(row, "new_tokens"), other = [.. greedy];
        other[^1] = (other[^1] + 1) % golden.Config.VocabularySize;

        var scores = new Scorer(golden.Network, GoldenCase.Device).Score([(Ids(row, "prompt"), greedy), (Ids(row, "prompt"), other)]);

        Assert.All(scores[0], score => Assert.True(score.IsLikeliest));
        Assert.False(scores[1][^1].IsLikeliest);
    }

    private static int[] Ids(JsonElement item, string name) => [.. item.GetProperty(name).EnumerateArray().Select(id => id.GetInt32())];
}
