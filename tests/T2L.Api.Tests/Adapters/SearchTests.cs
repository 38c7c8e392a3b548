using T2L.Api.Tests.Support;
using T2L.Contracts;
using T2L.Worker.Tests.Support;

namespace T2L.Api.Tests.Adapters;

[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class SearchTests(ApiHost api)
{
    [Fact]
    public async Task An_adapter_is_found_by_other_words_for_its_task()
    {
        await api.MakeAdapterAsync("zzz qqq", "search/zq");
        await api.MakeAdapterAsync("zzz xxx", "search/zx");

        var answer = await api.GetAsync("/v1/adapters?like=qqq+zzz&name=search/z");

        Assert.Equal(200, answer.Status);
        Assert.Equal(["search/zq", "search/zx"], Names(answer));
        Assert.Equal(1, answer.Body.GetProperty("items")[0].GetProperty("similarity").GetDouble());
        Assert.Equal(0.5, answer.Body.GetProperty("items")[1].GetProperty("similarity").GetDouble(), 4);
    }

    [Fact]
    public async Task Words_and_a_task_are_fused()
    {
        await api.MakeAdapterAsync("vvv quicksort", "fused/words-only");
        await api.MakeAdapterAsync("jjj kkk", "fused/task-only");
        await api.MakeAdapterAsync("jjjk quicksort", "fused/both");

        Assert.Equal("fused/both", Names(await api.GetAsync("/v1/adapters?like=jjj+kkk&q=quicksort&name=fused/"))[0]);
    }

    [Fact]
    public async Task Adapters_for_similar_tasks_do_not_include_the_one_that_is_asked_about()
    {
        await api.MakeAdapterAsync("wwwwww yyyyyy", "similar/one");
        await api.MakeAdapterAsync("wwwwww yyyyy", "similar/two");

        var answer = await api.GetAsync("/v1/adapters/similar%2Fone/similar?limit=1");

        Assert.Equal(["similar/two"], Names(answer));
        (await api.GetAsync("/v1/adapters/similar%2Fnobody/similar")).IsProblem(404, "adapter_not_found");
        (await api.GetAsync("/v1/adapters/similar%2Fone/similar?limit=0")).IsProblem(400, "invalid_request", "limit is 0; expected 1 to 200 (default 20).");
    }

    [Fact]
    public async Task A_task_is_placed_among_training_tasks_and_adapters_before_anything_is_made()
    {
        await api.MakeAdapterAsync("uuu iii", "near/ui");

        var answer = await api.GetAsync("/v1/tasks/near?text=iii+uuu");

        Assert.Equal(0.25, answer.Body.GetProperty("novelty").GetProperty("score").GetDouble());
        Assert.Equal("letters", answer.Body.GetProperty("novelty").GetProperty("nearest")[0].GetProperty("task").GetString());
        Assert.Equal("near/ui", answer.Body.GetProperty("adapters")[0].GetProperty("name").GetString());
        Assert.Equal(StandInReader.Encoder.Value, answer.Text("encoder"));
    }

    [Theory]
    [InlineData("sort=best", "sort is 'best'; expected newest, oldest, name or relevance.")]
    [InlineData("sort=relevance", "sort is 'relevance', which takes something to be relevant to: q with words, like with a task.")]
    [InlineData("like=x&sort=name", "like finds the nearest; they cannot be sorted by 'name'. Leave sort out.")]
    [InlineData("like=+", "Task description is empty. Say in a sentence what to do, for instance: Write the word backwards.")]
    public async Task Says_what_is_wrong_with_a_search(string query, string sentence) =>
        (await api.GetAsync($"/v1/adapters?{query}")).IsProblem(400, "invalid_request", sentence);

    [Theory]
    [InlineData("like=words&page=from-0")]
    [InlineData("like=words&page=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("sort=name&page=from-50")]
    [InlineData("sort=oldest&page=a:1")]
    public async Task A_page_token_of_another_list_is_refused(string query) => (await api.GetAsync($"/v1/adapters?{query}")).IsProblem(400, "invalid_request");

    [Fact]
    public async Task Lists_can_be_sorted_by_name()
    {
        await api.MakeAdapterAsync("Sort me second.", "sorted/b");
        await api.MakeAdapterAsync("Sort me first.", "sorted/a");

        Assert.Equal(["sorted/a", "sorted/b"], Names(await api.GetAsync("/v1/adapters?name=sorted/&sort=name")));
        Assert.Equal(["sorted/b", "sorted/a"], Names(await api.GetAsync("/v1/adapters?name=sorted/&sort=oldest")));
    }

    [Fact]
    public async Task Says_that_the_encoder_is_loading()
    {
        var reader = (StandInReader)api.Services.GetService(typeof(ITaskReader))!;
        reader.Loading = true;
        try
        {
            (await api.GetAsync("/v1/tasks/near?text=anything")).IsProblem(503, "model_not_ready");
        }
        finally
        {
            reader.Loading = false;
        }
    }

    private static List<string> Names(ApiAnswer answer) => [.. answer.Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];
}
