using T2L.Api.Tests.Support;

namespace T2L.Api.Tests.Jobs;

[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class JobCancelTests(ApiHost api)
{
    [Fact]
    public async Task Cancels_a_running_job_and_its_worker_stops()
    {
        using var held = new HeldGeneration(api.Generator);
        var job = (await api.PostAsync("/v1/adapters", new { description = "Write the consonants." })).Headers.Location!.ToString();
        while ((await api.GetAsync(job)).Text("status") != "running")
            await Task.Delay(20);

        var cancelled = await CancelAsync(job);

        await held.Stopped;
        Assert.Equal((200, "cancelled"), (cancelled.Status, cancelled.Text("status")));
        Assert.NotNull(cancelled.Body.GetProperty("finished_at").GetString());
        var again = await CancelAsync(job);
        Assert.Equal((200, cancelled.Text("finished_at")), (again.Status, again.Text("finished_at")));
    }

    [Fact]
    public async Task A_job_that_is_over_is_not_cancelled()
    {
        await api.MakeAdapterAsync("Write the consonants twice.");
        var job = (await api.GetAsync("/v1/jobs?limit=1")).Body.GetProperty("items")[0];

        var refused = await CancelAsync($"/v1/jobs/{job.GetProperty("id").GetString()}");

        refused.IsProblem(409, "job_over");
        Assert.StartsWith($"Job {job.GetProperty("id").GetString()} is ready since ", refused.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_waits_for_a_job_hears_that_it_is_cancelled()
    {
        using var held = new HeldGeneration(api.Generator);
        var waiting = api.PostAsync("/v1/adapters", new { description = "Write the consonants thrice." }, ("Idempotency-Key", "cancel-1"), ("Prefer", "wait=30"));
        ApiAnswer list;
        do
        {
            await Task.Delay(20);
            list = await api.GetAsync("/v1/jobs?limit=1&status=running");
        }
        while (list.Body.GetProperty("items").GetArrayLength() == 0);

        await CancelAsync($"/v1/jobs/{list.Body.GetProperty("items")[0].GetProperty("id").GetString()}");

        var answer = await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal((202, "cancelled"), (answer.Status, answer.Text("status")));
    }

    [Fact]
    public async Task Says_that_there_is_no_such_job() =>
        (await CancelAsync("/v1/jobs/0198c0de-0000-7000-8000-000000000000")).IsProblem(404, "job_not_found");

    private Task<ApiAnswer> CancelAsync(string job) => api.SendAsync(HttpMethod.Post, $"{job}/cancel");
}
