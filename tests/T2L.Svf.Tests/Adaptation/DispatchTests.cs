using T2L.Adapters.Svf;
using T2L.Adapters.Svf.Mixing;
using T2L.Svf.Adaptation;

namespace T2L.Svf.Tests.Adaptation;

public sealed class DispatchTests
{
    private static readonly DispatchPrompt Prompt = new([new("code", "programs"), new("math", "numbers")]);

    [Theory]
    [InlineData("Specialist: \\boxed{math}", "math")]
    [InlineData("Specialist: \\boxed{other}", "other")]
    [InlineData("Specialist: math", "other")]
    public void The_answer_to_a_prompt_is_the_label_in_its_box(string answer, string label) => Assert.Equal(label, Prompt.Read(answer));

    [Fact]
    public void The_prompt_lists_every_expert_and_other_and_shows_a_box()
    {
        Assert.Contains("\ncode - programs.\nmath - numbers.\nother - none of these fits.\n", Prompt.Instructions, StringComparison.Ordinal);
        Assert.EndsWith("\\boxed{code}", Prompt.Instructions, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("B", "math"), InlineData(" A\n", "code")]
    [InlineData("C", "other"), InlineData("b", "other"), InlineData("AB", "other"), InlineData("", "other")]
    public void A_letter_stands_for_its_label(string answer, string label) => Assert.Equal(label, new DispatchLetters(["code", "math"]).Read(answer));

    [Fact]
    public void A_classification_expert_brings_its_labels_and_a_mix_is_none()
    {
        Assert.Equal(["a/plain", "b/plain"], DispatchLetters.Of(Manifest("supervised", "a/plain\nb/plain"))!.Labels);
        Assert.Null(DispatchLetters.Of(ExpertMix.Of([Labelled("a"), Labelled("b")], MixWeights.Uniform(2), new MixOptions()).Manifest));
        Assert.Null(DispatchLetters.Of(Manifest("supervised", null)));
    }

    [Fact]
    public void Labels_that_cannot_be_told_apart_are_refused()
    {
        Assert.Contains("2 experts are called 'math'", Refused("math", "math"), StringComparison.Ordinal);
        Assert.Contains("stands for the base model", Refused("other"), StringComparison.Ordinal);
        Assert.Contains("has no label", Refused(""), StringComparison.Ordinal);
        Assert.Contains("no expert to choose", Refused(), StringComparison.Ordinal);
        Assert.Contains("brace", Assert.Throws<ArgumentException>(() => new DispatchPrompt([new("a}", "b")])).Message, StringComparison.Ordinal);
        Assert.Contains("letters tell at most 26 apart", Refused([.. Enumerable.Range(0, 27).Select(i => $"l{i}")]), StringComparison.Ordinal);

        static string Refused(params string[] labels) => Assert.Throws<ArgumentException>(() => new DispatchLetters(labels)).Message;
    }

    [Fact]
    public void An_expert_is_described_by_its_file_or_by_its_label()
    {
        var manifest = Manifest("supervised", null) with { Label = "math" };

        Assert.StartsWith("the result is a number", DispatchSkill.Of(manifest).Covers, StringComparison.Ordinal);
        Assert.Equal("the request is of the kind 'law'", DispatchSkill.Of(manifest with { Label = "law" }).Covers);
        Assert.Equal("sums", DispatchSkill.Of(manifest with { Origin = new SvfOrigin("test", new Dictionary<string, string> { [DispatchSkill.CoversDetail] = "sums" }) }).Covers);
    }

    [Fact]
    public void A_mix_is_described_by_its_name_and_an_expert_by_what_its_file_knows()
    {
        var mix = ExpertMix.Of([Labelled("a"), Labelled("b")], MixWeights.Uniform(2), new MixOptions(), label: "mix").Manifest;

        Assert.Equal(new DispatchSkill("mixed/both", "the request is of the kind 'mixed/both'", "mix"), DispatchSkill.Of(mix, "mixed/both"));
        Assert.Equal("the request is of the kind 'law'", DispatchSkill.Of(Manifest("supervised", null) with { Label = "law" }, "ours/one").Covers);
        Assert.StartsWith("the result is a number", DispatchSkill.Of(Manifest("supervised", null) with { Label = "math" }, "ours/one").Covers, StringComparison.Ordinal);
        Assert.Equal("math", new DispatchPrompt([new("ours/one", "sums", "math")]).Read("\\boxed{math}"));
    }

    [Fact]
    public void Letters_that_mean_none_of_the_experts_or_two_of_them_are_refused()
    {
        var letters = new DispatchLetters(["code", "math"]);
        DispatchSkill[] some = [new("math", ""), new("law", "")];

        letters.RequireAnyOf(some);
        Assert.Equal("law", Assert.Single(letters.Unnamed(some)).Label);
        Assert.Equal(
            "The classification expert knows 'code', 'math'; the experts at hand are 'law', none of those. Name experts that it was trained for, or train one for these: ./t2l svf train --dispatch.",
            Assert.Throws<ArgumentException>(() => letters.RequireAnyOf([new("law", "")])).Message);
        Assert.Contains("'math' stands for 2 of the experts at hand: 'one', 'two'.",
            Assert.Throws<ArgumentException>(() => letters.RequireAnyOf([new("code", ""), new("one", "", "math"), new("two", "", "math")])).Message, StringComparison.Ordinal);
    }

    private static SvfExpert Labelled(string label) => new(
        Manifest("supervised", null) with { Label = label },
        SvfTargets.Mlp.ToDictionary(module => new SvfMatrixName(0, module).Value, _ => Adapters.TensorData.FromFloats([1, 2], 2)));

    private static SvfManifest Manifest(string method, string? labels) => new()
    {
        BaseModel = "tiny", BaseDigest = Adapters.Digest.Of([1]), DecompositionDigest = Adapters.Digest.Of([2]),
        Origin = new SvfOrigin(method, labels is null ? [] : new Dictionary<string, string> { [DispatchLetters.LabelsDetail] = labels }),
    };
}
