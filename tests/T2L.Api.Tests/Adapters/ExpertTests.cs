using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Api.Tests.Support;
using T2L.Contracts;
using T2L.Registry.Catalog;
using T2L.Registry.Tests;

namespace T2L.Api.Tests.Adapters;

[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class ExpertTests(ApiHost api)
{
    [Fact]
    public async Task An_expert_is_shown_listed_and_sent_with_its_kind()
    {
        var entry = await PublishAsync(11, "svf/shown");

        var shown = await api.GetAsync("/v1/adapters/svf/shown");
        var experts = (await api.GetAsync("/v1/adapters?kind=svf&limit=200")).Body.GetProperty("items").EnumerateArray().ToArray();
        using var zip = new ZipArchive(await api.Client.GetStreamAsync($"/v1/adapters/{entry.Digest}/download"));

        Assert.Equal((200, "svf", entry.Digest.Value), (shown.Status, shown.Text("kind"), shown.Text("digest")));
        Assert.All(experts, expert => Assert.Equal("svf", expert.GetProperty("kind").GetString()));
        Assert.Contains(entry.Digest.Value, experts.Select(expert => expert.GetProperty("digest").GetString()));
        Assert.Equal([SvfExpertFile.Name], zip.Entries.Select(file => file.FullName));
        (await api.GetAsync("/v1/adapters?kind=dora")).IsProblem(400, "invalid_request", "kind is 'dora'; expected lora or svf. Leave it out for all.");
    }

    [Fact]
    public async Task A_completion_may_name_a_lora_and_an_expert()
    {
        var expert = await PublishAsync(12, "svf/paired");
        var lora = (await api.MakeAdapterAsync("Write the word in a pair.", "text/paired")).GetProperty("digest").GetString()!;

        var answer = await api.PostAsync("/v1/completions", new { model = "text/paired+svf/paired", prompt = "pair of adapters" });

        Assert.Equal((200, $"{lora}+{expert.Digest}"), (answer.Status, answer.Text("model")));
        var asked = api.Engine.Asked.Single(request => request.Prompt == "pair of adapters");
        Assert.Equal((lora, expert.Digest.Value), (asked.AdapterDigest, asked.SecondAdapterDigest));
    }

    [Fact]
    public async Task Two_adapters_on_one_request_have_one_digest_whichever_was_named_first()
    {
        var expert = await PublishAsync(15, "svf/either");
        var lora = (await api.MakeAdapterAsync("Write the word either way.", "text/either")).GetProperty("digest").GetString()!;

        var one = await api.PostAsync("/v1/completions", new { model = "text/either+svf/either", prompt = "a" });
        var other = await api.PostAsync("/v1/completions", new { model = "svf/either+text/either", prompt = "a" });
        var alone = await api.PostAsync("/v1/completions", new { model = "svf/either", prompt = "a" });

        var mix = one.Body.GetProperty("mix");
        Assert.Equal(mix.GetRawText(), other.Body.GetProperty("mix").GetRawText());
        Assert.Equal(Digest.Of(System.Text.Encoding.UTF8.GetBytes($"{{\"expert\":\"{expert.Digest}\",\"lora\":\"{lora}\",\"weights\":[1,1]}}")).Value, mix.GetProperty("mix_digest").GetString());
        Assert.Equal([expert.Digest.Value, lora], mix.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("digest").GetString()));
        Assert.Equal("pair", mix.GetProperty("space").GetString());
        Assert.False(alone.Body.TryGetProperty("mix", out _));
    }

    [Fact]
    public async Task Two_experts_in_one_request_are_refused_with_what_to_do()
    {
        await PublishAsync(13, "svf/one");
        await PublishAsync(14, "svf/two");

        (await api.PostAsync("/v1/completions", new { model = "svf/one+svf/two", prompt = "a" })).IsProblem(
            422, "adapter_does_not_fit", "'svf/one' and 'svf/two' are both SVF experts; a request takes one expert and one LoRA. Mix experts into one first: POST /v1/adapters/mix or ./t2l svf mix.");
        (await api.PostAsync("/v1/completions", new { model = "svf/one+svf/none", prompt = "a" })).IsProblem(404, "model_not_found");
    }

    [Fact]
    public async Task A_completion_may_name_experts_to_choose_among()
    {
        var (one, two) = (await PublishAsync(71, "svf/first"), await PublishAsync(72, "svf/second"));

        var answer = await api.PostAsync("/v1/completions", new { model = "svf/first", prompt = "a choice", experts = new[] { "svf/first", "svf/second" }, conversation = "talk" });

        Assert.Equal(200, answer.Status);
        Assert.False(answer.Body.GetProperty("choices")[0].TryGetProperty("expert", out _));
        var asked = api.Engine.Asked.Single(request => request.Prompt == "a choice");
        Assert.Equal([new OfferedExpert(one.Digest.Value, "svf/first"), new OfferedExpert(two.Digest.Value, "svf/second")], asked.Experts);
        Assert.Equal((one.Digest.Value, "talk"), (asked.AdapterDigest, asked.Conversation));
        (await api.PostAsync("/v1/completions", new { model = "svf/first", prompt = "a", experts = new[] { "svf/none" } })).IsProblem(404, "adapter_not_found");
        (await api.PostAsync("/v1/completions", new { model = "svf/first", prompt = "a", conversation = "talk" })).IsProblem(400, "invalid_request");
    }

    [Fact]
    public async Task All_texts_of_a_request_are_answered_by_the_expert_that_was_chosen_for_the_first()
    {
        var (one, two) = (await PublishAsync(73, "svf/third"), await PublishAsync(74, "svf/fourth"));

        var answer = await api.PostAsync("/v1/completions", new { model = "nano", prompt = new[] { "is for svf/fourth:1", "would be for svf/third", "is for anyone" }, experts = new[] { "svf/third", two.Id.ToString(), "svf/fourth:1" } });

        Assert.Equal(200, answer.Status);
        Assert.All(answer.Body.GetProperty("choices").EnumerateArray(), choice => Assert.Equal(two.Digest.Value, choice.GetProperty("expert").GetString()));
        Assert.Equal("enoyna rof si", answer.Body.GetProperty("choices")[2].GetProperty("text").GetString());
        var asked = api.Engine.Asked.Single(request => request.Prompt == "is for svf/fourth:1");
        Assert.Equal([new OfferedExpert(one.Digest.Value, "svf/third"), new OfferedExpert(two.Digest.Value), new OfferedExpert(two.Digest.Value, "svf/fourth:1")], asked.Experts);
        Assert.Equal((two.Digest.Value, null), api.Engine.Asked.Where(request => request.Prompt == "is for anyone").Select(request => (request.AdapterDigest, request.Experts)).Single());
    }

    [Fact]
    public async Task A_lora_among_the_experts_is_refused_by_the_name_that_the_caller_used()
    {
        await PublishAsync(75, "svf/fifth");
        await api.MakeAdapterAsync("Write the word among experts.", "text/among");

        (await api.PostAsync("/v1/completions", new { model = "nano", prompt = "a lora among experts", experts = new[] { "svf/fifth", "text/among" } })).IsProblem(
            422, "adapter_does_not_fit", "'text/among' is a LoRA; experts takes SVF experts, one of which is chosen. Name a LoRA as model.");
        Assert.DoesNotContain(api.Engine.Asked, request => request.Prompt == "a lora among experts");
    }

    private Task<CatalogEntry> PublishAsync(int seed, string name) => api.PublishAsync(SampleExpert.Of(SampleExpert.Decomposition, seed), name);
}
