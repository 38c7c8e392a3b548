using T2L.Api.Tests.Support;

namespace T2L.Api.Tests.Adapters;

[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class GenerateBatchTests(ApiHost api)
{
    [Fact]
    public async Task Orders_many_adapters_at_once_and_answers_in_order()
    {
        var answer = await api.PostAsync("/v1/adapters/batch", Order(Enumerable.Range(0, 12).Select(i => $"Write the word {i} times.")));

        Assert.Equal(202, answer.Status);
        var jobs = answer.Body.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"Write the word {i} times."), jobs.Select(job => job.GetProperty("description").GetString()));
        foreach (var job in jobs)
        {
            while ((await api.GetAsync($"/v1/jobs/{job.GetProperty("id").GetString()}")).Text("status") != "ready")
                await Task.Delay(20);
        }
    }

    [Fact]
    public async Task One_wrong_order_refuses_all_and_is_named()
    {
        var answer = await api.PostRawAsync("/v1/adapters/batch", """
            {"items": [{"description": "Write it, all or nothing."}, null, {"description": "Sort.", "seed": 1}, {"description": "", "name": "../etc"}]}
            """);

        answer.IsProblem(400, "invalid_request");
        Assert.Equal(
            ["items[1]", "items[2].seed", "items[3].description", "items[3].name"], answer.Body.GetProperty("errors").EnumerateObject().Select(field => field.Name));
        Assert.Equal(
            "items[3]: Task description is empty. Say in a sentence what to do, for instance: Write the word backwards.",
            answer.Body.GetProperty("errors").GetProperty("items[3].description")[0].GetString());
        Assert.DoesNotContain((await api.GetAsync("/v1/jobs")).Body.GetProperty("items").EnumerateArray(), job => job.GetProperty("description").GetString() == "Write it, all or nothing.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task Refuses_no_orders_and_too_many(int count) =>
        (await api.PostAsync("/v1/adapters/batch", Order(Enumerable.Repeat("Sort.", count)))).IsProblem(
            400, "invalid_request", $"items has {count} orders; expected 1 to 100, each with a description.");

    [Fact]
    public async Task Refuses_a_body_without_items() =>
        (await api.PostRawAsync("/v1/adapters/batch", "{}")).IsProblem(400, "invalid_request", "items has 0 orders; expected 1 to 100, each with a description.");

    [Fact]
    public async Task An_order_sent_again_under_its_key_is_carried_out_once()
    {
        var order = Order(["Write the word once, of two.", "Write the word twice, of two."]);
        var first = await api.PostAsync("/v1/adapters/batch", order, ("Idempotency-Key", "batch-1"));
        var again = await api.PostAsync("/v1/adapters/batch", order, ("Idempotency-Key", "batch-1"));
        var shorter = await api.PostAsync("/v1/adapters/batch", Order(["Write the word once, of two."]), ("Idempotency-Key", "batch-1"));
        var single = await api.PostAsync("/v1/adapters", new { description = "Write the word once, of two." }, ("Idempotency-Key", "batch-1"));

        Assert.Equal((202, 202), (first.Status, again.Status));
        Assert.Equal(Ids(first), Ids(again));
        shorter.IsProblem(422, "idempotency_key_reused");
        // The key of a single order and of many are two keys.
        Assert.Equal(202, single.Status);
    }

    private static object Order(IEnumerable<string> descriptions) => new { items = descriptions.Select(description => new { description }) };

    private static IEnumerable<string?> Ids(ApiAnswer answer) => answer.Body.GetProperty("items").EnumerateArray().Select(job => job.GetProperty("id").GetString());
}
