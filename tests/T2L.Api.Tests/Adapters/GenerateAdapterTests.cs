using System.Net;
using System.Text;
using T2L.Adapters.Examples;
using T2L.Adapters.Origin;
using T2L.Api.Tests.Support;
using T2L.Worker.Generation;
using T2L.Worker.Tests.Support;

namespace T2L.Api.Tests.Adapters;

[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class GenerateAdapterTests(ApiHost api)
{
    [Fact]
    public async Task Answers_with_the_adapter_when_it_is_ready_in_time()
    {
        var answer = await api.PostAsync("/v1/adapters", new { description = "Write the word backwards.", name = "text/backwards" }, ("Prefer", "wait=30"));

        Assert.Equal(201, answer.Status);
        Assert.Equal("wait=30", answer.Headers.GetValues("Preference-Applied").Single());
        Assert.Equal($"/v1/adapters/{answer.Text("id")}", answer.Headers.Location!.ToString());
        Assert.Equal(("text/backwards", 1, "Write the word backwards.", "nano", 2), (
            answer.Text("name"), answer.Body.GetProperty("version").GetInt32(), answer.Text("description"), answer.Text("base_model"),
            answer.Body.GetProperty("rank").GetInt32()));
        Assert.StartsWith("sha256:", answer.Text("digest"), StringComparison.Ordinal);
        Assert.Equal(16, answer.Body.GetProperty("parameters").GetInt64());
    }

    [Fact]
    public async Task Answers_with_the_job_when_nobody_waits()
    {
        var answer = await api.PostAsync("/v1/adapters", new { description = "Write the word in capitals." });

        Assert.Equal(202, answer.Status);
        Assert.Equal($"/v1/jobs/{answer.Text("id")}", answer.Headers.Location!.ToString());
        Assert.Equal("queued", answer.Text("status"));
        Assert.False(answer.Headers.Contains("Preference-Applied"));
    }

    [Fact]
    public async Task An_order_sent_again_under_its_key_is_carried_out_once()
    {
        var order = new { description = "Write the word once.", name = "text/once" };
        var first = await api.PostAsync("/v1/adapters", order, ("Idempotency-Key", "order-17"));

        var again = await api.PostAsync("/v1/adapters", order, ("Idempotency-Key", "order-17"), ("Prefer", "wait=30"));
        var other = await api.PostAsync("/v1/adapters", new { description = "Write the word twice." }, ("Idempotency-Key", "order-17"));

        Assert.Equal((202, 201), (first.Status, again.Status));
        var job = await api.GetAsync($"/v1/jobs/{first.Text("id")}");
        Assert.Equal(("ready", 1), (job.Text("status"), again.Body.GetProperty("version").GetInt32()));
        other.IsProblem(422, "idempotency_key_reused",
            $"Job {first.Text("id")} is there already and asks for something else: another description, name, seed or other examples. Send another order under another Idempotency-Key.");
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("")]
    public async Task A_key_that_cannot_be_is_refused(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/adapters") { Content = new StringContent("""{"description": "Write it."}""", Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var response = await api.Client.SendAsync(request);

        (await ApiAnswer.ReadAsync(response)).IsProblem(400, "invalid_request",
            "Idempotency-Key is not 1 to 255 visible ASCII characters; expected something unique to this order, for instance a UUID.");
    }

    [Fact]
    public async Task Answers_with_the_job_when_the_wait_is_over()
    {
        var release = new TaskCompletionSource();
        api.Generator.Make = async (description, _) =>
        {
            await release.Task;
            return SampleAdapter.For(description);
        };
        try
        {
            var answer = await api.PostAsync("/v1/adapters", new { description = "Write the word slowly." }, ("Prefer", "wait=1"));

            Assert.Equal((202, "wait=1"), (answer.Status, answer.Headers.GetValues("Preference-Applied").Single()));
            Assert.Contains(answer.Text("status"), new[] { "queued", "running" });
        }
        finally
        {
            release.SetResult();
            api.Generator.Make = (description, _) => Task.FromResult(SampleAdapter.For(description));
        }
    }

    [Fact]
    public async Task Tells_why_a_generation_failed()
    {
        api.Generator.Make = (_, _) => throw new GenerationException("The hypernetwork does not know this language.");
        try
        {
            var answer = await api.PostAsync("/v1/adapters", new { description = "Schreibe das Wort rückwärts." }, ("Prefer", "wait=30"));

            answer.IsProblem(500, "generation_failed", "The hypernetwork does not know this language.");
            var job = await api.GetAsync(answer.Text("job"));
            Assert.Equal(("failed", "The hypernetwork does not know this language."), (job.Text("status"), job.Text("error")));
        }
        finally
        {
            api.Generator.Make = (description, _) => Task.FromResult(SampleAdapter.For(description));
        }
    }

    [Fact]
    public async Task The_same_description_is_the_same_adapter()
    {
        var first = await api.MakeAdapterAsync("Write the word twice.");
        var second = await api.MakeAdapterAsync("Write the word twice.");

        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("", "Task description is empty. Say in a sentence what to do, for instance: Write the word backwards.")]
    [InlineData(" \n\t ", "Task description is empty. Say in a sentence what to do, for instance: Write the word backwards.")]
    [InlineData("ring\a", "Task description is not text: character 5 is U+0007. Remove it; letters, spaces, tabs and line breaks are fine.")]
    [InlineData("nul\0", "Task description is not text: character 4 is U+0000. Remove it; letters, spaces, tabs and line breaks are fine.")]
    public async Task Refuses_a_description_that_says_nothing(string description, string detail) =>
        await RefusesAsync(new { description }, "description", detail);

    [Fact]
    public async Task Refuses_a_description_that_is_too_long() => await RefusesAsync(
        new { description = new string('x', 9130) }, "description",
        "Task description has 9130 characters; at most 4096 are used. Shorten it or split the task.");

    [Fact]
    public async Task Takes_a_description_of_just_4096_characters() =>
        Assert.Equal(202, (await api.PostAsync("/v1/adapters", new { description = new string('x', 4096) })).Status);

    [Fact]
    public async Task Refuses_a_missing_description() => await RefusesAsync(
        new { name = "a" }, "description", "Task description is empty. Say in a sentence what to do, for instance: Write the word backwards.");

    [Fact]
    public async Task Refuses_a_name_that_cannot_be_one() => await RefusesAsync(
        new { description = "Write the word backwards.", name = "../etc" }, "name",
        "Adapter name '../etc' cannot be used; expected a-z, 0-9 and . _ - / between them, for instance 'math/reverse-words'.");

    [Fact]
    public async Task Examples_and_seed_reach_the_generator_and_its_report_comes_back()
    {
        var nearest = new NearTask("word.reverse/plain", 0.9);
        api.Generator.Report = new GenerationReport(new Novelty(0.1, 0.24, false, [nearest]), Search("sha256:" + new string('e', 64)));
        try
        {
            var answer = await api.PostAsync(
                "/v1/adapters", new { description = "Write it back to front.", examples = new[] { new { input = "stone", answer = "enots" } }, seed = 7 }, ("Prefer", "wait=30"));

            Assert.Equal(201, answer.Status);
            var order = api.Generator.Orders.Last(order => order.Description == "Write it back to front.");
            Assert.Equal((new AnswerExample("stone", "enots"), 7), (Assert.Single(order.Examples!), order.Seed));
            Assert.Equal((0.1, "word.reverse/plain"), (
                answer.Body.GetProperty("novelty").GetProperty("score").GetDouble(),
                answer.Body.GetProperty("novelty").GetProperty("nearest")[0].GetProperty("task").GetString()));
            Assert.Equal(1.5, answer.Body.GetProperty("search").GetProperty("gain").GetDouble());
            // Kept with the version: whoever looks later is told the same.
            Assert.Equal(1.5, (await api.GetAsync($"/v1/adapters/{answer.Text("id")}")).Body.GetProperty("search").GetProperty("gain").GetDouble());
        }
        finally
        {
            api.Generator.Report = null;
        }
    }

    [Fact]
    public async Task Without_a_report_novelty_and_search_are_null()
    {
        var body = await api.MakeAdapterAsync("Write the word thrice.");

        Assert.Equal(("null", "null"), (body.GetProperty("novelty").GetRawText(), body.GetProperty("search").GetRawText()));
    }

    [Theory]
    [InlineData("""[]""", "There are no examples; expected 1 to 64, each with input and answer.")]
    [InlineData("""[null]""", "Example 1: expected an object with input and answer.")]
    [InlineData("""[{"input": "a", "answer": "b"}, {"input": "a"}]""", "Example 2: answer is missing or empty.")]
    public async Task Refuses_examples_that_cannot_be_used(string examples, string detail) =>
        (await api.PostRawAsync("/v1/adapters", $$"""{"description": "Write the word backwards.", "examples": {{examples}}}""")).IsProblem(400, "invalid_request", detail);

    [Fact]
    public async Task Refuses_more_examples_than_are_used() => await RefusesAsync(
        new { description = "Sort.", examples = Enumerable.Range(0, 65).Select(_ => new { input = "a", answer = "b" }) }, "examples",
        "There are 65 examples; at most 64 are used. Choose the most telling ones, or train on all: ./t2l train sft.");

    [Fact]
    public async Task Refuses_a_seed_without_examples() => await RefusesAsync(
        new { description = "Sort.", seed = 1 }, "seed", "seed is for a search with examples, and there are none. Leave it out, or send examples.");

    [Fact]
    public async Task Reports_all_wrong_fields_together()
    {
        var answer = await api.PostAsync("/v1/adapters", new { description = "", name = "" });

        Assert.Equal(["description", "name"], answer.Body.GetProperty("errors").EnumerateObject().Select(field => field.Name));
    }

    [Theory]
    [InlineData("""{"description": 5}""", "Field 'description' has the wrong type; expected a text.")]
    [InlineData("""{"description": ["a"]}""", "Field 'description' has the wrong type; expected a text.")]
    [InlineData("""{"descripton": "a"}""", "Field 'descripton' is not known here. Check its spelling in /openapi/v1.json.")]
    [InlineData("""{"description": "a" """, "The body is not valid JSON at line 1, byte 21.")]
    [InlineData("""["a"]""", "The body has the wrong type; expected an object.")]
    [InlineData("""Write the word backwards.""", "The body is not valid JSON at line 1, byte 1.")]
    [InlineData("""{"description": "\ud800"}""", "Field 'description' has half a Unicode character; send it as whole Unicode text.")]
    public async Task Refuses_a_body_that_is_not_the_expected_json(string body, string detail) =>
        (await api.PostRawAsync("/v1/adapters", body)).IsProblem(400, "invalid_json", detail);

    [Fact]
    public async Task Refuses_bytes_that_are_no_text()
    {
        using var body = new ByteArrayContent([.. "{\"description\": \""u8, 0xff, 0xfe, .. "\"}"u8]);
        body.Headers.ContentType = new("application/json");

        (await api.SendAsync(HttpMethod.Post, "/v1/adapters", body)).IsProblem(400, "invalid_json");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    public async Task Refuses_no_body(string body) =>
        (await api.PostRawAsync("/v1/adapters", body)).IsProblem(400, "invalid_request", "The request has no usable body; expected a JSON object.");

    [Fact]
    public async Task Refuses_another_media_type() => (await api.PostRawAsync("/v1/adapters", "{}", "text/plain")).IsProblem(
        415, "unsupported_media_type", "The body is not sent as JSON. Set the header Content-Type: application/json.");

    [Fact]
    public async Task Refuses_a_body_over_the_limit() =>
        (await api.PostAsync("/v1/adapters", new { description = new string('x', 70000) })).IsProblem(
            413, "request_too_large", "The body is larger than Api:MaxRequestBytes allows, or Api:MaxUploadBytes where files are uploaded. Shorten it or raise that setting.");

    [Fact]
    public async Task Refuses_a_body_over_the_limit_that_hides_its_length()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"description": "{{new string('x', 70000)}}"}"""));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/adapters") { Content = new StreamContent(stream) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = true;
        using var response = await api.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        (await ApiAnswer.ReadAsync(response)).IsProblem(413, "request_too_large");
    }

    [Fact]
    public async Task A_refused_order_leaves_no_job()
    {
        var before = api.Generator.Asked.Count;
        await api.PostAsync("/v1/adapters", new { description = "ring\a" });
        await api.MakeAdapterAsync("Write one word.");

        Assert.DoesNotContain("ring\a", api.Generator.Asked.Skip(before));
    }

    private async Task RefusesAsync(object body, string field, string detail)
    {
        var answer = await api.PostAsync("/v1/adapters", body);

        answer.IsProblem(400, "invalid_request", detail);
        Assert.Equal(detail, answer.Body.GetProperty("errors").GetProperty(field)[0].GetString());
    }

    private static SearchRecord Search(string examples) => new()
    {
        ExamplesDigest = examples, Examples = 1, HeldOut = 0, Seed = 7, Rounds = 6, Candidates = 32, Elite = 8, Spread = 0.5, FoundInRound = 3,
        LogLikelihoodBefore = -2, LogLikelihoodAfter = -0.5, ExactBefore = 0, ExactAfter = 1,
    };
}
