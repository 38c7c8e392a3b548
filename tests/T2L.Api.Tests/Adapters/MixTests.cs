using Microsoft.Extensions.DependencyInjection;
using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Api.Tests.Support;
using T2L.Registry.Catalog;
using T2L.Registry.Tests;

namespace T2L.Api.Tests.Adapters;

/// <summary>POST /v1/adapters/mix.</summary>
[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class MixTests(ApiHost api)
{
    [Fact]
    public async Task A_mix_is_published_with_its_parts_and_their_weights()
    {
        var (one, other) = (await PublishAsync(21, "mix/one"), await PublishAsync(22, "mix/two"));

        var answer = await MixAsync("mix/both", ("mix/one", 0.7), (other.Id.ToString(), 0.3));

        Assert.Equal((201, "svf", "mix/both", $"/v1/adapters/{answer.Text("id")}"), (answer.Status, answer.Text("kind"), answer.Text("name"), answer.Headers.Location!.OriginalString));
        var mix = answer.Body.GetProperty("mix");
        Assert.Equal([one.Digest.Value, other.Digest.Value], mix.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("digest").GetString()));
        Assert.Equal([0.7, 0.3], mix.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("weight").GetDouble()));
        Assert.Equal("gate", mix.GetProperty("space").GetString());
        Assert.StartsWith("sha256:", mix.GetProperty("mix_digest").GetString(), StringComparison.Ordinal);
        Assert.Equal(Lasting(answer), Lasting(await api.GetAsync("/v1/adapters/mix/both")));
    }

    [Fact]
    public async Task Workers_are_told_of_a_mix_before_a_prompt_asks_for_it()
    {
        await PublishAsync(23, "news/one");
        await PublishAsync(24, "news/two");

        var digest = (await MixAsync(null, ("news/one", 1), ("news/two", 1))).Text("digest");

        await api.Engine.WhenAsync(engine => engine.Resident.ContainsKey(digest));
    }

    [Fact]
    public async Task The_same_mix_asked_for_twice_is_one_version()
    {
        await PublishAsync(25, "twice/one");
        await PublishAsync(26, "twice/two");

        var first = await MixAsync("twice/mix", ("twice/one", 1), ("twice/two", 3));
        var again = await MixAsync("twice/other-name", ("twice/one:1", 1), ("twice/two", 3));
        var other = await MixAsync("twice/mix", ("twice/one", 2), ("twice/two", 3));

        Assert.Equal((201, 200, 201), (first.Status, again.Status, other.Status));
        Assert.Equal(Lasting(first), Lasting(again));
        Assert.Equal(2, other.Body.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Weights_may_be_found_by_examples_and_the_mix_says_how()
    {
        var (one, two) = (await PublishAsync(61, "found/one"), await PublishAsync(62, "found/two"));
        var examples = Enumerable.Range(0, 3).Select(i => new { input = $"found {i}", answer = "yes" });
        var body = new { parts = new[] { new { adapter = "found/one" }, new { adapter = "found/two" } }, examples, seed = 7, name = "found/mix" };

        var answer = await api.PostAsync("/v1/adapters/mix", body);
        var again = await api.PostAsync("/v1/adapters/mix", body);

        Assert.Equal((201, 200), (answer.Status, again.Status));
        var mix = answer.Body.GetProperty("mix");
        Assert.Equal([1.0, 2.0], mix.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("weight").GetDouble()));
        Assert.Equal((3, 20, 7, 1, 2), (Figure("examples"), Figure("generations"), Figure("seed"), Figure("exact_before"), Figure("exact_after")));
        Assert.Equal(Lasting(answer), Lasting(await api.GetAsync("/v1/adapters/found/mix")));
        var wanted = api.Engine.Wanted.First(wanted => wanted.Examples[0].Input == "found 0");
        Assert.Equal([one.Digest.Value, two.Digest.Value], wanted.Experts);

        int Figure(string name) => mix.GetProperty("search").GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task Where_no_mix_does_better_nothing_is_published()
    {
        await PublishAsync(63, "hopeless/one");
        await PublishAsync(64, "hopeless/two");

        var answer = await api.PostAsync("/v1/adapters/mix", new
        {
            parts = new[] { new { adapter = "hopeless/one" }, new { adapter = "hopeless/two" } }, examples = Enumerable.Range(0, 3).Select(_ => new { input = "hopeless", answer = "yes" }), name = "hopeless/mix",
        });

        answer.IsProblem(422, "mix_not_possible",
            "No mix of these 2 experts does better on the 3 examples than the base model, which answers 1 of them exactly. Nothing was published; try other experts, or ask the base model.");
        Assert.Equal(404, (await api.GetAsync("/v1/adapters/hopeless/mix")).Status);
    }

    [Theory]
    [InlineData("""{"parts": [{"adapter": "a"}, {"adapter": "b"}], "seed": 1}""", "Part 1 of the mix, 'a', has no weight; give it a number, for instance 0.5. seed is for a search with examples, and there are none. Leave it out, or send examples.")]
    [InlineData("""{"parts": [{"adapter": "a", "weight": 1}, {"adapter": "b"}], "examples": [{"input": "a", "answer": "b"}, {"input": "a", "answer": "b"}, {"input": "a", "answer": "b"}]}""", "'a' has a weight, and there are examples, by which weights are found. Leave the weights out, or the examples.")]
    [InlineData("""{"parts": [{"adapter": "a"}, {"adapter": "b"}], "examples": [{"input": "a", "answer": "b"}]}""", "There are 1 examples; a search for weights needs at least 3, and 10 are usual.")]
    [InlineData("""{"parts": [{"adapter": "a"}], "examples": [{"input": "a", "answer": "b"}, {"input": "a", "answer": "b"}, {"answer": "b"}], "generations": 51}""", "The mix has 1 parts; expected 2 to 64, each an expert and its weight. Example 3: input is missing or empty. generations is 51; expected 1 to 50 (default 20).")]
    [InlineData("""{"parts": [{"adapter": "a"}, {"adapter": "b"}], "space": "raw", "examples": [{"input": "a", "answer": "b"}, {"input": "a", "answer": "b"}, {"input": "a", "answer": "b"}]}""", "space is 'raw', and there are examples, by which weights are found for gates. Leave space out, or search in raw space yourself: ./t2l svf adapt --space raw.")]
    public async Task A_search_that_cannot_be_is_refused_with_what_would_do(string body, string detail) =>
        (await api.PostRawAsync("/v1/adapters/mix", body)).IsProblem(400, "invalid_request", detail);

    [Theory]
    [InlineData("""{}""", "The mix has 0 parts; expected 2 to 64, each an expert and its weight.")]
    [InlineData("""{"parts": [{"adapter": "a", "weight": 1}]}""", "The mix has 1 parts; expected 2 to 64, each an expert and its weight.")]
    [InlineData("""{"parts": [null, {"adapter": "a", "weight": 1}]}""", "Part 1 of the mix names no adapter; give an expert's id, digest or name.")]
    [InlineData("""{"parts": [{"adapter": "a"}, {"adapter": "b", "weight": 1}]}""", "Part 1 of the mix, 'a', has no weight; give it a number, for instance 0.5.")]
    [InlineData("""{"parts": [{"adapter": "a", "weight": 0}, {"adapter": "b", "weight": 0}]}""", "The weights of the mix are 0, 0 and sum to zero; expected another sum, for instance of 0.7 and 0.3.")]
    [InlineData("""{"parts": [{"adapter": "a", "weight": 1}, {"adapter": "b", "weight": -1}]}""", "The weight of part 2 of the mix, 'b', is -1; expected 0 or more. Only in raw space may weights be negative.")]
    [InlineData("""{"parts": [{"adapter": "a", "weight": 1}, {"adapter": "b", "weight": 1e39}]}""", "The weight of part 2 of the mix, 'b', is 1E+39; expected a finite number, for instance 0.5.")]
    [InlineData("""{"parts": [{"adapter": "a", "weight": 1}, {"adapter": "b", "weight": 1}], "space": "z"}""", "space is 'z'; expected gate or raw (default gate).")]
    [InlineData("""{"parts": [{"adapter": "a", "weight": 1}, {"adapter": "b", "weight": 1}], "name": "A b"}""", "Adapter name 'A b' cannot be used; expected a-z, 0-9 and . _ - / between them, for instance 'math/reverse-words'.")]
    public async Task A_body_with_a_wrong_value_is_refused_with_what_would_do(string body, string detail) =>
        (await api.PostRawAsync("/v1/adapters/mix", body)).IsProblem(400, "invalid_request", detail);

    [Theory]
    [InlineData("""{"parts": [{"adapter": "a", "weight": "NaN"}]}""", "Field 'parts[0].weight' has the wrong type; expected a number.")]
    [InlineData("""{"parts": [{"adapter": "a", "weight": NaN}]}""", "The body is not valid JSON at line 1, byte 39.")]
    [InlineData("""{"parts": [{"expert": "a"}]}""", "Field 'expert' is not known here. Check its spelling in /openapi/v1.json.")]
    public async Task A_body_that_is_not_a_mix_is_refused(string body, string detail) =>
        (await api.PostRawAsync("/v1/adapters/mix", body)).IsProblem(400, "invalid_json", detail);

    [Fact]
    public async Task Parts_that_do_not_go_together_are_refused_with_what_would_fit()
    {
        await PublishAsync(27, "odd/fits");
        var nano = SampleExpert.Decomposition;
        var otherBase = new DecompositionManifest("other", Digest.Of("other"u8), nano.Targets, nano.DType, nano.Matrices);
        var otherFiles = new DecompositionManifest(nano.BaseModel, nano.BaseDigest, nano.Targets, nano.DType, nano.Matrices.Select(matrix => matrix with { FileDigest = Digest.Of("again"u8) }));
        await PublishAsync(SampleExpert.Of(otherBase, 28, "words"), "odd/base");
        var (theirs, ours) = (SampleExpert.Of(otherFiles, 29).Manifest.DecompositionDigest, SampleExpert.Of(nano, 27).Manifest.DecompositionDigest);
        await PublishAsync(SampleExpert.Of(otherFiles, 29), "odd/svd");
        await api.MakeAdapterAsync("Write the word for a mix.", "odd/lora");

        await RefusesAsync("odd/base", $"Expert 2 ('words') of the mix was made for base model 'other' ({otherBase.BaseDigest}), the first one for 'nano' ({nano.BaseDigest}). Mix experts of one base model.");
        await RefusesAsync("odd/svd", $"Expert 2 of the mix was made with decomposition {theirs}, the first one with {ours}. Mix experts of one decomposition.");
        await RefusesAsync("odd/lora", "'odd/lora' is a LoRA; only SVF experts are mixed. A request may name a LoRA beside a mix: \"model\": \"LORA+EXPERT\".");
        (await MixAsync(null, ("odd/fits", 1), ("odd/none", 1))).IsProblem(404, "adapter_not_found", "There is no adapter 'odd/none'. Give its id, digest or name; GET /v1/adapters lists them.");

        async Task RefusesAsync(string part, string detail) => (await MixAsync(null, ("odd/fits", 1), (part, 1))).IsProblem(422, "mix_not_possible", detail);
    }

    [Fact]
    public async Task Raw_numbers_that_may_cancel_out_are_refused_where_no_singular_values_are()
    {
        var sample = SampleExpert.Of(SampleExpert.Decomposition, 30);
        await PublishAsync(sample, "raw/one");
        // Begins below zero in every matrix, as a trained expert may.
        await PublishAsync(new SvfExpert(sample.Manifest, sample.Vectors.ToDictionary(vector => vector.Key, _ => TensorData.FromFloats([-5, 1, 1, 1], 4))), "raw/two");

        var answer = await api.PostAsync("/v1/adapters/mix", new { space = "raw", parts = new[] { new { adapter = "raw/one", weight = 1 }, new { adapter = "raw/two", weight = 1 } } });

        answer.IsProblem(422, "mix_not_possible");
        Assert.Contains("Mix in gate space, or with the decomposition at hand: ./t2l svf mix --space raw --decomposition DIR.", answer.Text("detail"), StringComparison.Ordinal);
    }

    // A worker may have tried it in between.
    private static string Lasting(ApiAnswer answer) => answer.Body.GetRawText().Replace("\"pending\"", "\"ready\"", StringComparison.Ordinal);

    private Task<ApiAnswer> MixAsync(string? name, params (string Adapter, double Weight)[] parts) =>
        api.PostAsync("/v1/adapters/mix", new { name, parts = parts.Select(part => new { adapter = part.Adapter, weight = part.Weight }) });

    private Task<CatalogEntry> PublishAsync(int seed, string name) => PublishAsync(SampleExpert.Of(SampleExpert.Decomposition, seed), name);

    private Task<CatalogEntry> PublishAsync(SvfExpert expert, string name) => api.PublishAsync(expert, name);
}
