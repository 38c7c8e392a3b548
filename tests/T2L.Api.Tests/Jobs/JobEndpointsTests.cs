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
        Assert.Equal(["embed", "generate", "publish", "wait"], job.Body.GetProperty("timings_ms").EnumerateObject().Select(stage => stage.Name).Order(StringComparer.Ordinal));
        Assert.Equal(200, (await api.GetAsync($"/v1/adapters/{job.Text("adapter")}")).Status);
    }

    [Fact]
    public async Task Says_that_there_is_no_such_job() =>
        (await api.GetAsync("/v1/jobs/0198c0de-0000-7000-8000-000000000000")).IsProblem(404, "job_not_found",
            "There is no job 0198c0de-0000-7000-8000-000000000000. POST /v1/adapters answers with the address of the job it starts.");

    [Fact]
    public async Task Refuses_what_is_no_id() => (await api.GetAsync("/v1/jobs/latest")).IsProblem(
        400, "invalid_request", "id is 'latest'; expected an id such as 0198c0de-0000-7000-8000-000000000000.");
}
