using T2L.Adapters.Svf;
using T2L.Adapters.Svf.Mixing;

namespace T2L.Adapters.Tests.Svf.Mixing;

public sealed class ExpertMixTests
{
    private static readonly float[] Values = [8, 7, 6, 5, 4, 3, 2, 1];
    private static readonly DecompositionManifest Decomposition = Manifest("svd");
    private static readonly SvfExpert[] Experts = [Expert(0.5f), Expert(-0.7f), Expert(0.1f)];

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void One_expert_alone_is_that_expert(int expert)
    {
        var mix = ExpertMix.Of(Experts, MixWeights.OneHot(3, expert), new MixOptions());
        Assert.All(mix.Vectors.Keys, name =>
            Assert.All(EffectiveGate.Of(Experts[expert], name, Values).Z.Zip(EffectiveGate.Of(mix, name, Values).Z), z => Assert.Equal(z.First, z.Second, 1e-6)));
    }

    [Fact]
    public void One_expert_alone_in_raw_space_is_not() =>
        Assert.NotEqual(
            EffectiveGate.Of(Experts[0], Name(0), Values).Change(),
            EffectiveGate.Of(ExpertMix.Of(Experts, MixWeights.OneHot(3, 0), new MixOptions { Space = MixSpace.Raw }, _ => Values), Name(0), Values).Change());

    [Fact]
    public void Dividing_by_the_sum_does_not_change_the_effect()
    {
        var weights = new MixWeights(3, 1, [0.2f, 0.9f, 0.4f]);
        var (yes, no) = (ExpertMix.Of(Experts, weights, new MixOptions()), ExpertMix.Of(Experts, weights, new MixOptions { Normalize = false }));
        Assert.NotEqual(yes.Vectors[Name(0)], no.Vectors[Name(0)]);
        Assert.All(EffectiveGate.Of(yes, Name(0), Values).Z.Zip(EffectiveGate.Of(no, Name(0), Values).Z), z => Assert.Equal(z.First, z.Second, 1e-6));
    }

    [Fact]
    public void Each_matrix_may_have_its_own_weights()
    {
        var weights = new MixWeights(3, 3, [1, 0, 0, 0, 1, 0, 0, 0, 1]);
        var mix = ExpertMix.Of(Experts, weights, new MixOptions());
        for (var matrix = 0; matrix < 3; matrix++)
            Assert.Equal(ExpertMix.Of(Experts, MixWeights.OneHot(3, matrix), new MixOptions()).Vectors[Name(matrix)], mix.Vectors[Name(matrix)]);
    }

    [Fact]
    public void The_mix_says_where_it_comes_from()
    {
        var weights = new MixWeights(3, 1, [0.5f, 0.25f, 0]);
        var mix = ExpertMix.Of(Experts, weights, new MixOptions(), label: "blend");
        Assert.Equal((SvfGate.Identity, "blend", "mix"), (mix.Manifest.Gate, mix.Manifest.Label, mix.Manifest.Origin.Method));
        Assert.Equal(string.Join(' ', Experts.Select(SvfExpertFile.DigestOf)), mix.Manifest.Origin.Details["experts"]);
        Assert.Equal("[[0.5],[0.25],[0]]", mix.Manifest.Origin.Details["weights"]);
        Assert.Equal(ExpertMix.DigestOf(Experts, weights, new MixOptions()).Value, mix.Manifest.Origin.Details["mix_digest"]);
    }

    [Fact]
    public void Labels_of_the_parts_can_be_read_back_whatever_they_hold()
    {
        string[] labels = ["two words", "a \"quoted\" one", ""];
        var mix = ExpertMix.Of([.. Experts.Zip(labels, Labelled)], MixWeights.Uniform(3), new MixOptions());

        Assert.Equal(labels, System.Text.Json.JsonSerializer.Deserialize<string[]>(mix.Manifest.Origin.Details["part_labels"]));
    }

    [Fact]
    public void Many_long_labels_are_left_out_and_the_digests_name_the_parts()
    {
        var many = Enumerable.Range(0, SvfExpert.MostTogether).Select(i => Labelled(Experts[i % 3], new string('ü', 497) + $"{i:D3}")).ToArray();

        var mix = ExpertMix.Of(many, MixWeights.Uniform(many.Length), new MixOptions());

        Assert.DoesNotContain("part_labels", mix.Manifest.Origin.Details.Keys);
        Assert.Equal(many.Length, mix.Manifest.Origin.Details["experts"].Split(' ').Length);
    }

    [Fact]
    public void The_digest_is_that_of_parts_weights_and_rules()
    {
        var weights = new MixWeights(2, 1, [0.5f, 0.25f]);
        SvfExpert[] pair = [Experts[0], Experts[1]];
        Digest[] digests =
        [
            ExpertMix.DigestOf(pair, weights, new MixOptions()),
            ExpertMix.DigestOf([pair[1], pair[0]], weights, new MixOptions()),
            ExpertMix.DigestOf(pair, new MixWeights(2, 1, [0.5f, 0.2500001f]), new MixOptions()),
            ExpertMix.DigestOf(pair, weights, new MixOptions { Normalize = false }),
            ExpertMix.DigestOf(pair, weights, new MixOptions { Space = MixSpace.Raw }),
        ];
        Assert.Equal(digests.Length, digests.Distinct().Count());
        Assert.Equal(digests[0], ExpertMix.DigestOf(pair, new MixWeights(2, 1, [0.5f, 0.25f]), new MixOptions()));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Refuses_a_mix_that_sums_to_zero(bool normalize) =>
        Refuses(AdapterFormatError.EmptyGate, "are 0, 0, 0 and sum to zero; expected at least one above 0", () => ExpertMix.Of(Experts, new MixWeights(3, 1, [0, 0, 0]), new MixOptions { Normalize = normalize }));

    [Fact]
    public void Refuses_one_matrix_without_weights_and_a_search_may_leave_it_as_it_is()
    {
        var weights = new MixWeights(3, 3, [1, 0, 1, 1, 0, 1, 1, 0, 1]);
        Refuses(AdapterFormatError.EmptyGate, $"for '{Name(1)}'", () => ExpertMix.Of(Experts, weights, new MixOptions()));
        var mix = ExpertMix.Of(Experts, weights, new MixOptions { WhereEmpty = EmptyMatrix.Base });
        Assert.All(EffectiveGate.Of(mix, Name(1), Values).Change(), change => Assert.Equal(0, change));
        Assert.Contains(EffectiveGate.Of(mix, Name(0), Values).Change(), change => change != 0);
    }

    [Fact]
    public void Refuses_raw_weights_that_cancel_out()
    {
        var raw = new MixOptions { Space = MixSpace.Raw };
        Refuses(AdapterFormatError.EmptyGate, "sum to zero", () => ExpertMix.Of(Experts[..2], new MixWeights(2, 1, [1, -1]), raw, _ => Values));
        // 8 · -3.5 + (7 + 6 + … + 1) · 1 = 0
        var cancelling = Expert(Decomposition, (_, i) => i == 0 ? -3.5f : 1);
        Refuses(AdapterFormatError.EmptyGate, "cancel out", () => ExpertMix.Of([cancelling], MixWeights.OneHot(1, 0), raw, _ => Values));
    }

    [Fact]
    public void Without_singular_values_only_raw_numbers_that_never_cancel_out_are_mixed()
    {
        var raw = new MixOptions { Space = MixSpace.Raw };
        var refused = Expert(Decomposition, (_, i) => -0.3f + i);
        Refuses(AdapterFormatError.EmptyGate, "Mix in gate space, or with the decomposition at hand", () => ExpertMix.Of([Experts[0], refused], new MixWeights(2, 1, [0.1f, 0.9f]), raw));
        Assert.Equal(
            ExpertMix.Of(Experts, new MixWeights(3, 1, [0.8f, 0.1f, 0.1f]), raw, _ => Values).Vectors[Name(0)],
            ExpertMix.Of(Experts, new MixWeights(3, 1, [0.8f, 0.1f, 0.1f]), raw).Vectors[Name(0)]);
    }

    [Fact]
    public void Refuses_negative_weights_of_gates_and_numbers_that_are_not_finite()
    {
        Assert.Contains("expected 0 or more", Assert.Throws<ArgumentException>(() => ExpertMix.Of(Experts, new MixWeights(3, 1, [1, 1, -0.1f]), new MixOptions())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new MixWeights(2, 1, [1, float.NaN]));
        Assert.Throws<ArgumentException>(() => new MixWeights(2, 2, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => ExpertMix.Of(Experts, MixWeights.Uniform(2), new MixOptions()));
        Assert.Throws<ArgumentException>(() => ExpertMix.Of(Experts, MixWeights.Uniform(3, 2), new MixOptions()));
    }

    [Fact]
    public void Refuses_experts_that_do_not_go_together()
    {
        var (first, pair) = (Experts[0], MixWeights.Uniform(2));
        SvfExpert With(SvfManifest manifest) => new(manifest, first.Vectors);
        Refuses(AdapterFormatError.DoesNotFit, "was made for base model 'other'", () => ExpertMix.Of([first, With(first.Manifest with { BaseModel = "other", BaseDigest = Digest.Of("x"u8) })], pair, new MixOptions()));
        Refuses(AdapterFormatError.OtherDecomposition, "Expert 2 ('b') of the mix", () => ExpertMix.Of([first, With(first.Manifest with { Label = "b", DecompositionDigest = Digest.Of("x"u8) })], pair, new MixOptions()));
        Refuses(AdapterFormatError.Unsupported, "Mix in gate space", () => ExpertMix.Of([first, With(first.Manifest with { Gate = SvfGate.Identity })], pair, new MixOptions { Space = MixSpace.Raw }, _ => Values));
        Refuses(AdapterFormatError.DoesNotFit, "Mix experts of the same matrices", () => ExpertMix.Of([first, Expert(Manifest("svd", layers: 2), (_, i) => i)], pair, new MixOptions()));
    }

    private static void Refuses(AdapterFormatError error, string says, Action act)
    {
        var refusal = Assert.Throws<AdapterFormatException>(act);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(error, refusal.Error);
    }

    private static string Name(int matrix) => Decomposition.Matrices[matrix].Name.Value;

    private static SvfExpert Labelled(SvfExpert expert, string label) => new(expert.Manifest with { Label = label }, expert.Vectors);

    private static SvfExpert Expert(float number) => Expert(Decomposition, (j, i) => number + (0.02f * i * (j + 1) * Math.Sign(number)));

    private static SvfExpert Expert(DecompositionManifest decomposition, Func<int, int, float> number) => new(
        new SvfManifest
        {
            BaseModel = decomposition.BaseModel, BaseDigest = decomposition.BaseDigest, DecompositionDigest = decomposition.Digest, Targets = SvfTargets.Mlp,
            Origin = new SvfOrigin("test"),
        },
        decomposition.Matrices.Select((matrix, j) => (matrix, j)).ToDictionary(
            entry => entry.matrix.Name.Value, entry => TensorData.FromFloats([.. Enumerable.Range(0, 8).Select(i => number(entry.j, i))], 8)));

    private static DecompositionManifest Manifest(string seed, int layers = 1) => new("tiny", Digest.Of("base"u8), SvfTargets.Mlp, TensorDType.F32,
        Enumerable.Range(0, layers).SelectMany(layer => SvfTargets.Mlp.Select(module => new SvfMatrix(new(layer, module), 8, 8, Digest.Of(System.Text.Encoding.UTF8.GetBytes(seed))))));
}
