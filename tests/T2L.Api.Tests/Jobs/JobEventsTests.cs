using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using T2L.Api.Tests.Support;
using T2L.Worker.Generation;

namespace T2L.Api.Tests.Jobs;

[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class JobEventsTests(ApiHost api)
{
    [Fact]
    public async Task Tells_how_a_job_stands_at_once_then_every_change_and_ends_with_it()
    {
        using var held = new HeldGeneration(api.Generator);
        var job = await OrderAsync("Write the first letter.");
        var states = new List<JsonElement>();

        await foreach (var state in EventsAsync(job))
        {
            Assert.Equal("job", state.EventType);
            states.Add(JsonDocument.Parse(state.Data).RootElement);
            if (states[^1].GetProperty("progress").ValueKind == JsonValueKind.Object)
                held.Release();
        }

        Assert.Equal("Write the first letter.", states[0].GetProperty("description").GetString());
        var searching = states.First(state => state.GetProperty("progress").ValueKind == JsonValueKind.Object).GetProperty("progress");
        Assert.Equal(("search", 2, 6), (searching.GetProperty("stage").GetString(), searching.GetProperty("step").GetInt32(), searching.GetProperty("steps").GetInt32()));
        Assert.Equal("ready", states[^1].GetProperty("status").GetString());
        Assert.StartsWith("sha256:", states[^1].GetProperty("adapter").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_why_a_job_failed()
    {
        api.Generator.Make = (_, _) => throw new GenerationException("The hypernetwork does not know this language.");
        using var restored = new HeldGenerationReset(api);
        var last = await EventsAsync(await OrderAsync("Schreibe den ersten Buchstaben.")).LastAsync();

        Assert.Equal("The hypernetwork does not know this language.", JsonDocument.Parse(last.Data).RootElement.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_cancelled_job_ends_the_stream()
    {
        using var held = new HeldGeneration(api.Generator);
        var job = await OrderAsync("Write the last letter.");
        string? last = null;

        await foreach (var state in EventsAsync(job))
        {
            if (last is null)
                await api.SendAsync(HttpMethod.Post, $"{job}/cancel");
            last = JsonDocument.Parse(state.Data).RootElement.GetProperty("status").GetString();
        }

        Assert.Equal("cancelled", last);
    }

    [Fact]
    public async Task What_was_seen_is_not_sent_again()
    {
        await api.MakeAdapterAsync("Write the middle letter.");
        var id = (await api.GetAsync("/v1/jobs?limit=1")).Body.GetProperty("items")[0].GetProperty("id").GetString();
        var seen = Assert.Single(await EventsAsync($"/v1/jobs/{id}").ToListAsync()).EventId;

        using var again = await SendAsync($"/v1/jobs/{id}", seen);
        using var other = await SendAsync($"/v1/jobs/{id}", "1");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.OK), (again.StatusCode, other.StatusCode));
        Assert.StartsWith("retry: 2000\n\nevent: job\nid: ", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("text/event-stream", other.Content.Headers.ContentType!.MediaType);
        Assert.True(other.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Says_that_there_is_no_such_job() =>
        (await api.GetAsync("/v1/jobs/0198c0de-0000-7000-8000-000000000000/events")).IsProblem(404, "job_not_found");

    private async Task<string> OrderAsync(string description) => (await api.PostAsync("/v1/adapters", new { description })).Headers.Location!.ToString();

    private async Task<HttpResponseMessage> SendAsync(string job, string? lastSeen = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{job}/events");
        if (lastSeen is not null)
            request.Headers.Add("Last-Event-ID", lastSeen);
        return await api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private async IAsyncEnumerable<SseItem<string>> EventsAsync(string job)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var response = await SendAsync(job);
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(patience.Token)).EnumerateAsync(patience.Token))
            yield return item;
    }

    private sealed class HeldGenerationReset(ApiHost api) : IDisposable
    {
        public void Dispose() => new HeldGeneration(api.Generator).Dispose();
    }
}
