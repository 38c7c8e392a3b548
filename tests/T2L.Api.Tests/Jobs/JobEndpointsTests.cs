using T2L.Api.Tests.Support;

namespace T2L.Api.Tests.Jobs;

[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class JobEndpointsTests(ApiHost api)
{
    [Fact]
    public async Task Follows_a_job_to_its_adapter()
    {
        var started = await api.PostAsync("/v1/adapters", new { description = "Write the vowels." });
        ApiAnswer job;
        do
        {
            await Task.Delay(20);
            job = await api.GetAsync(started.Headers.Location!.ToString());
        }
        while (job.Text("status") is "queued" or "running");

        Assert.Equal(("ready", "Write the vowels."), (job.Text("status"), job.Text("description")));
        Assert.Equal(["check", "embed", "generate", "publish", "wait"], job.Body.GetProperty("timings_ms").EnumerateObject().Select(stage => stage.Name).Order(StringComparer.Ordinal));
        Assert.Equal(200, (await api.GetAsync($"/v1/adapters/{job.Text("adapter")}")).Status);
    }

    [Fact]
    public async Task Says_that_there_is_no_such_job() =>
        (await api.GetAsync("/v1/jobs/0198c0de-0000-7000-8000-000000000000")).IsProblem(404, "job_not_found",
            "There is no job 0198c0de-0000-7000-8000-000000000000. POST /v1/adapters answers with the address of the job it starts.");

    [Fact]
    public async Task Refuses_what_is_no_id() => (await api.GetAsync("/v1/jobs/latest")).IsProblem(
        400, "invalid_request", "id is 'latest'; expected an id such as 0198c0de-0000-7000-8000-000000000000.");

    [Fact]
    public async Task Lists_jobs_newest_first_and_by_how_they_stand()
    {
        await api.MakeAdapterAsync("Write the vowels twice.");
        await api.MakeAdapterAsync("Write the vowels thrice.");

        var page = await api.GetAsync("/v1/jobs?limit=1&status=ready");
        var next = await api.GetAsync($"/v1/jobs?limit=1&status=ready,failed&page={page.Text("next_page")}");

        Assert.Equal("Write the vowels thrice.", page.Body.GetProperty("items")[0].GetProperty("description").GetString());
        Assert.Equal("Write the vowels twice.", next.Body.GetProperty("items")[0].GetProperty("description").GetString());
        Assert.DoesNotContain((await api.GetAsync("/v1/jobs?status=ready&limit=200")).Body.GetProperty("items").EnumerateArray(), job => job.GetProperty("status").GetString() != "ready");
    }

    [Theory]
    [InlineData("limit=0", "limit is 0; expected 1 to 200 (default 50).")]
    [InlineData("status=done", "status is 'done'; expected queued, running, ready, failed, cancelled, or several of them with commas. Leave it out for all.")]
    [InlineData("page=tampered", null)]
    public async Task Refuses_a_list_that_cannot_be(string query, string? detail)
    {
        var answer = await api.GetAsync($"/v1/jobs?{query}");

        answer.IsProblem(400, "invalid_request");
        Assert.True(detail is null || answer.Text("detail") == detail, answer.Text("detail"));
    }
}
