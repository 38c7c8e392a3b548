using System.Text.Json;
using T2L.Svf.Search;
using T2L.Testing;

namespace T2L.Svf.Tests.Golden;

/// <summary>The cross-entropy method and random shooting, with the official code's noise and scores.</summary>
public sealed class SearchGoldenTests
{
    private const string Cem = "cem", Shooting = "randomshooting";

    private static readonly double Tolerance = Repository.Family(GoldenFile.Family) is { } folder && Directory.Exists(folder) ? GoldenFile.Tolerance("cem/randomshooting abs") : 0;

    public static TheoryData<string> CemCases => GoldenIndex.NamesOf(GoldenFile.Family, Cem);

    public static TheoryData<string> ShootingCases => GoldenIndex.NamesOf(GoldenFile.Family, Shooting);

    [GoldenTheory(GoldenFile.Family, Cem), MemberData(nameof(CemCases))]
    public void Cross_entropy_takes_the_official_steps(string name)
    {
        using var golden = GoldenFile.Open(Cem, name);
        var options = Options(golden.Entry);
        var method = new CrossEntropyMethod(golden.Data("init").ToFloats(), options);
        GoldenFile.Near(golden.Doubles("dist_mean.start"), method.Mean, Tolerance, "mean");
        GoldenFile.Near(golden.Doubles("dist_std.start"), method.Deviation, Tolerance, "std");

        foreach (var (step, t) in Steps(golden))
        {
            var population = Sample(golden, method, t);
            var scores = Scores(golden, step, t);
            var elite = Elite(step, scores, options);
            Assert.Equal(GoldenFile.Number(step, "best_idx"), Ranking.Best(scores, options.LikelihoodTies));
            method.Update(population, scores, elite);

            Check(golden, method, t);
            GoldenFile.Near(golden.Doubles($"step{t}.dist_mean"), method.Mean, Tolerance, "mean");
            GoldenFile.Near(golden.Doubles($"step{t}.dist_std"), method.Deviation, Tolerance, "std");
        }
    }

    [GoldenTheory(GoldenFile.Family, Shooting), MemberData(nameof(ShootingCases))]
    public void Random_shooting_takes_the_official_steps(string name)
    {
        using var golden = GoldenFile.Open(Shooting, name);
        var method = new RandomShooting(golden.Data("init").ToFloats(), Options(golden.Entry));
        foreach (var (step, t) in Steps(golden))
        {
            var population = Sample(golden, method, t);
            var scores = Scores(golden, step, t);
            Assert.Equal(GoldenFile.Number(step, "best_idx"), Ranking.Best(scores, likelihoodTies: false));
            method.Update(population, scores);
            Check(golden, method, t);
        }
    }

    private static AlphaSearchOptions Options(JsonElement entry)
    {
        var clamp = entry.GetProperty("clamp");
        var options = new AlphaSearchOptions
        {
            Population = GoldenFile.Number(entry, "pop_size"), Ema = entry.GetProperty("optim_ema").GetDouble(),
            Minimum = clamp[0].GetSingle(), Maximum = clamp[1].GetSingle(),
            KeepBest = entry.GetProperty("re_eval_best").GetBoolean(), LikelihoodTies = entry.GetProperty("loglik_ties").GetBoolean(),
        };
        return entry.GetProperty("elite_ratio") is { ValueKind: JsonValueKind.Number } ratio ? options with { EliteShare = ratio.GetDouble() } : options with { EliteShare = 0.5 };
    }

    private static IEnumerable<(JsonElement Step, int Number)> Steps(GoldenFile golden) => golden.Entry.GetProperty("steps").EnumerateArray().Select((step, t) => (step, t));

    private static List<float[]> Sample(GoldenFile golden, IAlphaMethod method, int t)
    {
        var population = method.Sample(golden.Data($"step{t}.noise").ToFloats());
        GoldenFile.Near(golden.Doubles($"step{t}.population"), [.. population.SelectMany(point => point).Select(x => (double)x)], Tolerance, "population");
        return population;
    }

    private static AlphaScore[] Scores(GoldenFile golden, JsonElement step, int t)
    {
        var scores = golden.Doubles($"step{t}.scores");
        if (!step.TryGetProperty("token_logprobs_of_correct_samples_per_member", out var members))
            return Array.ConvertAll(scores, score => new AlphaScore(score));
        var means = members.EnumerateArray().Select(member => AlphaScore.OfCorrect(
            member.EnumerateArray().Select(answer => (IReadOnlyList<double>)[.. answer.EnumerateArray().Select(token => token.GetDouble())]))).ToArray();
        GoldenFile.Near(golden.Doubles($"step{t}.avg_loglik_per_member"), means, 1e-6, "log-likelihood");
        return [.. scores.Zip(means, (score, mean) => new AlphaScore(score, mean))];
    }

    // Where scores are equal at the boundary, the official routine took some of them and we others: the worth is the same, and its choice is followed.
    private static int[] Elite(JsonElement step, AlphaScore[] scores, AlphaSearchOptions options)
    {
        int[] official = [.. step.GetProperty("elite_idx").EnumerateArray().Select(e => e.GetInt32())];
        var ours = Ranking.Elite(scores, options.Elite);
        Assert.Equal(GoldenFile.Number(step, "num_elites"), ours.Length);
        Assert.Equal(official.Select(i => scores[i].Score).Order(), ours.Select(i => scores[i].Score).Order());
        if (!step.GetProperty("tie_at_elite_boundary").GetBoolean())
            Assert.Equal(official, ours.Order());
        return official;
    }

    private static void Check(GoldenFile golden, IAlphaMethod method, int t)
    {
        var best = method.Best.Select(x => (double)x).ToArray();
        GoldenFile.Near(golden.Doubles($"step{t}.best_soln"), best, Tolerance, "best");
        GoldenFile.Near(golden.Doubles($"step{t}.policy_value_after_update"), best, Tolerance, "policy");
    }
}
