using T2L.Api.Tests.Support;

namespace T2L.Api.Tests.Evaluations;

/// <summary>Figures of versions, running examples, and two versions side by side over HTTP.</summary>
[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class EvaluationTests(ApiHost api)
{
    [Fact]
    public async Task A_figure_is_added_and_listed()
    {
        await api.MakeAdapterAsync("Add two numbers, measured.", "measured/add");

        var added = await api.PostAsync("/v1/adapters/measured%2Fadd/evaluations", new { suite = "gsm8k", value = 0.41, n = 500, low = 0.37, high = 0.45, source = "t2l eval" });
        var listed = (await api.GetAsync("/v1/adapters/measured%2Fadd/evaluations")).Body.GetProperty("items");

        Assert.Equal(201, added.Status);
        Assert.Equal(added.Body.GetProperty("items").GetRawText(), listed.GetRawText());
        Assert.Equal(("accuracy", 0.41, 500, "anonymous"), (listed[0].GetProperty("metric").GetString(), listed[0].GetProperty("value").GetDouble(), listed[0].GetProperty("n").GetInt32(), listed[0].GetProperty("by").GetString()));
        (await api.PostAsync("/v1/adapters/measured%2Fadd/evaluations", new { suite = "gsm8k" })).IsProblem(400, "invalid_request", "value is missing; expected the figure that was measured.");
        (await api.GetAsync("/v1/adapters/measured%2Fnone/evaluations")).IsProblem(404, "adapter_not_found");
    }

    [Theory]
    [InlineData("min_score=0.8&name=scored/", 200, "scored/good")]
    [InlineData("min_score=0&name=scored/", 200, "scored/bad scored/good")]
    [InlineData("min_score=0.8&name=scored/&q=scored", 200, "scored/good")]
    [InlineData("min_score=1.5", 400, "min_score is 1.5; expected 0 to 1.")]
    [InlineData("min_score=NaN", 400, "min_score is NaN; expected 0 to 1.")]
    public async Task Lists_are_narrowed_down_by_a_least_score(string query, int status, string expected)
    {
        await api.MakeAdapterAsync("Add two numbers, scored well.", "scored/good");
        await api.MakeAdapterAsync("Add two numbers, scored badly.", "scored/bad");
        await api.MakeAdapterAsync("Add two numbers, not scored.", "scored/never");
        await api.PostAsync("/v1/adapters/scored%2Fgood/evaluations", new { suite = "gsm8k", value = 0.8 });
        await api.PostAsync("/v1/adapters/scored%2Fbad/evaluations", new { suite = "gsm8k", value = 0.1 });

        var answer = await api.GetAsync($"/v1/adapters?{query}");

        Assert.Equal(status, answer.Status);
        if (status == 400)
            Assert.Equal(expected, answer.Text("detail"));
        else
            Assert.Equal(expected, string.Join(' ', answer.Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()).Distinct().Order()));
        Assert.Equal(0.8, (await api.GetAsync("/v1/adapters/scored%2Fgood")).Body.GetProperty("score").GetDouble());
    }

    // The stand-in engine repeats the prompt without an adapter and turns it round with one.
    [Fact]
    public async Task Examples_of_ones_own_are_asked_with_the_adapter_and_without()
    {
        await api.MakeAdapterAsync("Add two numbers, run.", "measured/run");
        var examples = new[] { new { input = "abc", answer = "cba" }, new { input = "xyz", answer = "zyx" }, new { input = "otto", answer = "otto" }, new { input = "no", answer = "never" } };

        var run = await api.PostAsync("/v1/adapters/measured%2Frun/evaluations/run", new { examples, suite = "mine" });

        Assert.Equal(201, run.Status);
        var figures = run.Body.GetProperty("items").EnumerateArray().ToDictionary(figure => figure.GetProperty("metric").GetString()!);
        Assert.Equal((0.75, 0.25, 4), (figures["accuracy"].GetProperty("value").GetDouble(), figures["base_accuracy"].GetProperty("value").GetDouble(), figures["accuracy"].GetProperty("n").GetInt32()));
        Assert.True(figures["accuracy"].GetProperty("low").GetDouble() < 0.75);
        (await api.PostAsync("/v1/adapters/measured%2Frun/evaluations/run", new { examples = Array.Empty<object>() })).IsProblem(400, "invalid_request");
        (await api.PostAsync("/v1/adapters/measured%2Frun/evaluations/run", new { examples, checker = "best" })).IsProblem(400, "invalid_request", "checker is 'best'; expected whole, number, choice, formula (default whole).");
    }

    [Fact]
    public async Task Two_versions_are_shown_side_by_side()
    {
        await api.MakeAdapterAsync("Add two numbers, left.", "measured/differ");
        await api.MakeAdapterAsync("Add two numbers, right.", "measured/differ");

        var diff = await api.GetAsync("/v1/adapters/measured%2Fdiffer:1/diff?with=measured/differ:2");

        Assert.Equal(200, diff.Status);
        Assert.Contains("description", diff.Body.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("field").GetString()));
        Assert.True(diff.Body.GetProperty("weights").GetProperty("modules")[0].GetProperty("left_norm").GetDouble() > 0);
        Assert.True(diff.Body.GetProperty("weights").TryGetProperty("cosine", out _));
        (await api.GetAsync("/v1/adapters/measured%2Fdiffer:1/diff")).IsProblem(400, "invalid_request", "with is missing; expected the other version, for instance with=math/gsm8k:2.");
        (await api.GetAsync("/v1/adapters/measured%2Fdiffer:1/diff?with=measured/none")).IsProblem(404, "adapter_not_found");
    }

    [Fact]
    public async Task Base_models_are_listed() => Assert.Equal(System.Text.Json.JsonValueKind.Array, (await api.GetAsync("/v1/base-models")).Body.GetProperty("items").ValueKind);
}
