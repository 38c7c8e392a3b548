using T2L.Api.Tests.Support;
using T2L.Contracts;

namespace T2L.Api.Tests.Completions;

[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class CompletionTests(ApiHost api)
{
    [Fact]
    public async Task Answers_with_the_base_model_by_its_name()
    {
        var answer = await api.PostAsync("/v1/completions", new { model = "nano", prompt = "stone" });

        Assert.Equal((200, "text_completion", "nano"), (answer.Status, answer.Text("object"), answer.Text("model")));
        var choice = answer.Body.GetProperty("choices")[0];
        Assert.Equal(("stone", "stop", 0), (choice.GetProperty("text").GetString(), choice.GetProperty("finish_reason").GetString(), choice.GetProperty("index").GetInt32()));
        Assert.Equal((6, 5, 11), (Usage(answer, "prompt_tokens"), Usage(answer, "completion_tokens"), Usage(answer, "total_tokens")));
    }

    [Fact]
    public async Task Answers_with_an_adapter_by_id_digest_or_name()
    {
        var made = await api.MakeAdapterAsync("Write the word backwards, please.", "text/mirror");
        var digest = made.GetProperty("digest").GetString()!;

        foreach (var model in new[] { made.GetProperty("id").GetString()!, digest, "text/mirror", "text/mirror:1" })
        {
            var answer = await api.PostAsync("/v1/completions", new { model, prompt = "stone" });
            Assert.Equal((200, digest), (answer.Status, answer.Text("model")));
            Assert.Equal("enots", answer.Body.GetProperty("choices")[0].GetProperty("text").GetString());
        }
    }

    [Fact]
    public async Task Answers_each_prompt_of_a_list_in_order()
    {
        var answer = await api.PostAsync("/v1/completions", new { model = "nano", prompt = new[] { "one", "two", "three" } });

        Assert.Equal(["one", "two", "three"], answer.Body.GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task Passes_every_option_on_to_the_engine()
    {
        await api.PostAsync("/v1/completions", new { model = "nano", prompt = "options", max_tokens = 7, temperature = 0.5, top_p = 0.9, seed = 11, stop = new[] { "x", "y" } });

        var asked = api.Engine.Asked.Single(request => request.Prompt == "options");
        Assert.Equal((7, 0.5, 0.9, 11L), (asked.MaxTokens, asked.Temperature, asked.TopP, asked.Seed));
        Assert.Equal(["x", "y"], asked.Stop);
    }

    [Theory]
    [InlineData("""{"model": "nano", "prompt": "a", "max_tokens": 0}""", "max_tokens is 0; expected 1 to 4096 (default 64).")]
    [InlineData("""{"model": "nano", "prompt": "a", "max_tokens": -1}""", "max_tokens is -1; expected 1 to 4096 (default 64).")]
    [InlineData("""{"model": "nano", "prompt": "a", "temperature": 2.5}""", "temperature is 2.5; expected 0 to 2 (default 0).")]
    [InlineData("""{"model": "nano", "prompt": "a", "top_p": 0}""", "top_p is 0; expected above 0, at most 1 (default 1).")]
    [InlineData("""{"model": "nano", "prompt": "a", "stop": ["1","2","3","4","5"]}""", "stop takes at most 4 texts, none of them empty.")]
    [InlineData("""{"model": "nano", "prompt": "a", "stop": ""}""", "stop takes at most 4 texts, none of them empty.")]
    [InlineData("""{"prompt": "a"}""", "model is missing; name the base model or an adapter. GET /v1/models lists them.")]
    [InlineData("""{"model": "nano"}""", "prompt is missing; send a text or a list of texts.")]
    [InlineData("""{"model": "nano", "prompt": []}""", "prompt has 0 texts; expected 1 to 64.")]
    public async Task Refuses_a_value_out_of_range(string body, string detail)
    {
        var answer = await api.PostRawAsync("/v1/completions", body);

        answer.IsProblem(400, "invalid_request", detail);
        Assert.Equal(detail.Split(' ')[0], answer.Body.GetProperty("errors").EnumerateObject().Single().Name);
    }

    [Theory]
    [InlineData("""{"model": "nano", "prompt": 5}""", "Field 'prompt' has the wrong type; expected a text or a list of texts.")]
    [InlineData("""{"model": "nano", "prompt": [5, 6]}""", "Field 'prompt' has the wrong type; expected a text or a list of texts.")]
    [InlineData("""{"model": "nano", "prompt": "a", "max_tokens": "ten"}""", "Field 'max_tokens' has the wrong type; expected a whole number.")]
    [InlineData("""{"model": "nano", "prompt": "a", "max_tokens": 1.5}""", "Field 'max_tokens' has the wrong type; expected a whole number.")]
    [InlineData("""{"model": "nano", "prompt": "a", "temperature": "hot"}""", "Field 'temperature' has the wrong type; expected a number.")]
    [InlineData("""{"model": "nano", "prompt": "a", "stream": "yes"}""", "Field 'stream' has the wrong type; expected true or false.")]
    [InlineData("""{"model": 5, "prompt": "a"}""", "Field 'model' has the wrong type; expected a text.")]
    public async Task Refuses_a_wrong_json_type(string body, string detail) =>
        (await api.PostRawAsync("/v1/completions", body)).IsProblem(400, "invalid_json", detail);

    [Theory]
    [InlineData("""{"model": "nano", "prompt": "a", "stream": true}""")]
    [InlineData("""{"model": "nano", "prompt": "a", "n": 3}""")]
    [InlineData("""{"model": "nano", "prompt": "a", "temprature": 1}""")]
    public async Task Refuses_what_it_would_have_to_ignore(string body) =>
        (await api.PostRawAsync("/v1/completions", body)).IsProblem(400, "not_supported");

    [Theory]
    [InlineData("gpt-4")]
    [InlineData("sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Says_that_there_is_no_such_model(string model) => (await api.PostAsync("/v1/completions", new { model, prompt = "a" }))
        .IsProblem(404, "model_not_found", $"There is no model or adapter '{model}'. GET /v1/models lists them.");

    [Theory]
    [InlineData(InferenceError.PromptTooLong, 422, "prompt_too_long")]
    [InlineData(InferenceError.PromptNotUsable, 422, "prompt_not_usable")]
    [InlineData(InferenceError.AdapterDoesNotFit, 422, "adapter_does_not_fit")]
    [InlineData(InferenceError.AdapterWithoutEffect, 422, "adapter_without_effect")]
    [InlineData(InferenceError.AdapterDamaged, 500, "adapter_damaged")]
    [InlineData(InferenceError.Failed, 500, "engine_failed")]
    [InlineData(InferenceError.NotReady, 503, "model_not_ready")]
    public async Task Passes_a_refusal_of_the_engine_on(InferenceError error, int status, string code)
    {
        var made = await api.MakeAdapterAsync($"Write the refusal {error}.");
        var digest = made.GetProperty("digest").GetString()!;
        api.Engine.Refusal = asked => asked == digest ? new InferenceException(error, "The engine's sentence.") : null;

        (await api.PostAsync("/v1/completions", new { model = digest, prompt = "a" })).IsProblem(status, code, "The engine's sentence.");
    }

    [Fact]
    public async Task Hides_the_details_of_a_failure_nobody_expected()
    {
        var made = await api.MakeAdapterAsync("Write the secret.");
        var digest = made.GetProperty("digest").GetString()!;
        api.Engine.Refusal = asked => asked == digest ? new InvalidOperationException("password=hunter2") : null;

        (await api.PostAsync("/v1/completions", new { model = digest, prompt = "a" })).IsProblem(
            500, "internal_error", "Something failed in the server; its log has the reason under this traceId.");
    }

    [Fact]
    public async Task Lists_the_base_model_first_and_adapters_after_it()
    {
        await api.MakeAdapterAsync("Write the word in a list.", "text/listed");
        var data = (await api.GetAsync("/v1/models")).Body.GetProperty("data").EnumerateArray().ToArray();

        Assert.Equal("nano", data[0].GetProperty("id").GetString());
        var adapter = data.Single(model => model.GetProperty("id").GetString() == "text/listed:1");
        Assert.Equal("nano", adapter.GetProperty("parent").GetString());
    }

    private static int Usage(ApiAnswer answer, string name) => answer.Body.GetProperty("usage").GetProperty(name).GetInt32();
}
