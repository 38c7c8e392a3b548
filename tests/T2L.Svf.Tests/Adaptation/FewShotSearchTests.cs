using T2L.Adapters;
using T2L.Adapters.Examples;
using T2L.Adapters.Svf;
using T2L.Adapters.Svf.Mixing;
using T2L.Svf.Adaptation;
using T2L.Svf.Search;

namespace T2L.Svf.Tests.Adaptation;

public sealed class FewShotSearchTests
{
    private const int Layers = 2, Length = 4;

    private static readonly AnswerExample[] Four = [.. Enumerable.Range(0, 4).Select(i => new AnswerExample($"{i}", "a"))];

    private readonly SvfExpert[] _experts = [Expert(1), Expert(2), Expert(3)];

    [Theory]
    [InlineData(AlphaGrain.Global, 1), InlineData(AlphaGrain.Layer, 2), InlineData(AlphaGrain.Matrix, 6)]
    public async Task A_search_comes_near_to_the_mix_that_answers_the_examples(AlphaGrain grain, int columns)
    {
        var wanted = ExpertMix.Of(_experts, MixWeights.OneHot(3, 1), new MixOptions());
        var found = await new FewShotSearch(_experts, new Nearness(wanted), new FewShotOptions { Grain = grain, Search = new() { Generations = 40, Seed = 3 } }).RunAsync(Four);

        Assert.Equal((3, columns, 40), (found.Weights.Experts, found.Weights.Columns, found.History.Count));
        Assert.True(found.Helps);
        Assert.True(found.Mixed.LogLikelihood > found.Base.LogLikelihood / 2, $"{found.Mixed} beside {found.Base}");
        Assert.Equal(1, Enumerable.Range(0, 3).MaxBy(expert => found.Alone[expert].LogLikelihood));
        Assert.Equal("mix", found.Mix.Manifest.Origin.Method);
    }

    [Fact]
    public async Task The_same_seed_finds_the_same_mix()
    {
        var options = new FewShotOptions { Search = new() { Generations = 3, Seed = 5 } };
        var wanted = ExpertMix.Of(_experts, MixWeights.OneHot(3, 2), new MixOptions());

        var runs = new[] { await new FewShotSearch(_experts, new Nearness(wanted), options).RunAsync(Four), await new FewShotSearch(_experts, new Nearness(wanted), options).RunAsync(Four) };

        Assert.Equal(SvfExpertFile.DigestOf(runs[0].Mix), SvfExpertFile.DigestOf(runs[1].Mix));
    }

    [Fact]
    public async Task Where_no_mix_is_better_the_base_model_is_to_answer()
    {
        var found = await new FewShotSearch(_experts, new Nearness(null), new FewShotOptions { Search = new() { Generations = 2 } }).RunAsync(Four);

        Assert.False(found.Helps);
    }

    [Fact]
    public async Task Too_few_examples_are_refused_with_what_would_do()
    {
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => new FewShotSearch(_experts, new Nearness(null), new FewShotOptions()).RunAsync(Four[..2]));

        Assert.Equal("There are 2 examples; a search for weights needs at least 3, and 10 are usual. Add some, or choose an expert by the request alone: --strategy prompt or classify.", refusal.Message);
    }

    [Fact]
    public async Task One_expert_needs_no_search() => Assert.Contains("among at least 2",
        (await Assert.ThrowsAsync<ArgumentException>(() => new FewShotSearch(_experts[..1], new Nearness(null), new FewShotOptions()).RunAsync(Four))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_candidate_in_raw_space_whose_gates_cancel_out_is_worth_nothing()
    {
        SvfExpert[] opposed = [Expert(_ => 1), Expert(i => i % 2 == 0 ? -1 : 0.5f)];
        var mixer = new FewShotMixer(opposed, new FewShotOptions { Space = MixSpace.Raw, Normalize = false }, _ => [1, 1, 1, 1]);
        var scorer = new FewShotScorer(mixer, new Nearness(null), Four, ShotRanking.Likelihood);

        var scores = await scorer.ScoreAsync([[0, 1], [1, 0]], default);

        Assert.True(double.IsNaN(scores[0].Score) && !double.IsNaN(scores[1].Score), $"{scores[0]} {scores[1]}");
    }

    [Fact]
    public async Task A_start_in_raw_space_that_cancels_out_is_a_candidate_like_any_other()
    {
        SvfExpert[] opposed = [Expert(_ => 1), Expert(_ => -1)];
        var options = new FewShotOptions { Space = MixSpace.Raw, Search = new() { Generations = 2 } };

        var found = await new FewShotSearch(opposed, new Nearness(null), options, _ => [1, 1, 1, 1]).RunAsync(Four);

        Assert.NotEqual(found.Weights[0, 0], found.Weights[1, 0]);
    }

    [Fact]
    public async Task Where_every_candidate_cancels_out_the_space_is_named_that_would_do()
    {
        SvfExpert[] hopeless = [Expert(i => i % 2 == 0 ? 1 : -1), Expert(i => i % 2 == 0 ? -2 : 2)];
        // Without the bound some candidates would be nothing at all, which is the base model.
        var options = new FewShotOptions { Space = MixSpace.Raw, Search = new() { Generations = 2, Minimum = 0.1f } };

        var refusal = await Assert.ThrowsAsync<AdapterFormatException>(() => new FewShotSearch(hopeless, new Nearness(null), options, _ => [1, 1, 1, 1]).RunAsync(Four));

        Assert.Contains("in raw space the numbers of these 2 experts cancel out. Mix their gates: --space gate", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Experts_that_do_not_go_together_are_refused_before_the_first_question()
    {
        var other = new SvfExpert(_experts[1].Manifest with { DecompositionDigest = Digest.Of([3]) }, _experts[1].Vectors);

        var refusal = await Assert.ThrowsAsync<AdapterFormatException>(() => new FewShotSearch([_experts[0], other], new Unasked(), new FewShotOptions()).RunAsync(Four));

        Assert.Equal(AdapterFormatError.OtherDecomposition, refusal.Error);
    }

    [Fact]
    public async Task Negative_weights_of_gates_are_refused_before_the_first_question()
    {
        var options = new FewShotOptions { Search = new() { Minimum = -0.5f } };

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => new FewShotSearch(_experts, new Unasked(), options).RunAsync(Four));

        Assert.Equal("Minimum is -0.5 in gate space; expected 0 or more (default 0). Only raw numbers may have negative weights: --space raw, or --min 0.", refusal.Message);
        (options with { Space = MixSpace.Raw }).Validate();
    }

    [Theory, InlineData(AlphaAlgorithm.CrossEntropy), InlineData(AlphaAlgorithm.RandomShooting)]
    public async Task What_is_found_lies_between_the_bounds_though_the_start_does_not(AlphaAlgorithm algorithm)
    {
        // Nothing is better than the start, which is 1/3 each.
        var wanted = ExpertMix.Of(_experts, MixWeights.Uniform(3), new MixOptions());
        var options = new FewShotOptions { Algorithm = algorithm, Search = new() { Minimum = 0.5f, Maximum = 2, Generations = 2 } };

        var found = await new FewShotSearch(_experts, new Nearness(wanted), options).RunAsync(Four);

        Assert.All(found.Weights.Values.ToArray(), weight => Assert.InRange(weight, 0.5f, 2));
    }

    [Fact]
    public void Likelihood_never_outweighs_an_exact_answer()
    {
        ShotScore[] one = [new(true, -50), new(false, -50)], none = [new(false, -1e-9), new(false, 0)];

        Assert.True(ShotSummary.ForSearch(one, ShotRanking.Likelihood).Score > ShotSummary.ForSearch(none, ShotRanking.Likelihood).Score);
        Assert.True(ShotSummary.Of(one) > ShotSummary.Of(none));
        Assert.Equal(new AlphaScore(0.5, -50), ShotSummary.ForSearch(one, ShotRanking.Official));
        Assert.Equal(new AlphaScore(0, 0), ShotSummary.ForSearch(none, ShotRanking.Official));
    }

    private static SvfExpert Expert(int seed)
    {
        var random = new Random(seed);
        return Expert(_ => (float)(random.NextDouble() * 4) - 2);
    }

    private static SvfExpert Expert(Func<int, float> number) => new(
        new SvfManifest { BaseModel = "tiny", BaseDigest = Digest.Of([1]), DecompositionDigest = Digest.Of([2]), Origin = new SvfOrigin("test") },
        Enumerable.Range(0, Layers).SelectMany(layer => SvfTargets.Mlp.Select(module => new SvfMatrixName(layer, module).Value))
            .ToDictionary(name => name, _ => TensorData.FromFloats([.. Enumerable.Range(0, Length).Select(number)], Length)));

    /// <summary>Is not to be asked.</summary>
    private sealed class Unasked : IExpertScorer
    {
        public Task<IReadOnlyList<IReadOnlyList<ShotScore>>> ScoreExpertsAsync(IReadOnlyList<SvfExpert?> experts, IReadOnlyList<AnswerExample> examples, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("A question was asked.");
    }

    /// <summary>Finds examples the likelier the nearer an expert's gates are to those that are wanted; null wants the base model.</summary>
    private sealed class Nearness(SvfExpert? wanted) : IExpertScorer
    {
        public Task<IReadOnlyList<IReadOnlyList<ShotScore>>> ScoreExpertsAsync(IReadOnlyList<SvfExpert?> experts, IReadOnlyList<AnswerExample> examples, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<IReadOnlyList<ShotScore>>>([.. experts.Select(expert => (IReadOnlyList<ShotScore>)[.. examples.Select(_ => new ShotScore(false, -Distance(expert)))])]);

        private double Distance(SvfExpert? expert) => Gates(expert).Zip(Gates(wanted), (a, b) => Math.Abs(a - b)).Sum();

        private static IEnumerable<double> Gates(SvfExpert? expert) => expert is null
            ? Enumerable.Repeat(1.0, Layers * 3 * Length)
            : expert.Vectors.Keys.SelectMany(name => EffectiveGate.Of(expert, name, [1, 1, 1, 1]).Z);
    }
}
