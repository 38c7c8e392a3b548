using System.Net;
using System.Text;
using System.Text.Json;
using T2L.Api.Tests.Support;
using T2L.Api.Webhooks;

namespace T2L.Api.Tests.Webhooks;

[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class WebhookTests(ApiHost api)
{
    [Fact]
    public async Task An_alias_that_moves_is_told_with_a_signature_that_only_the_two_can_make()
    {
        await using var listener = await Listener.StartAsync();
        var hook = await CreateAsync(listener, "alias.*");
        await api.MakeAdapterAsync("Tell me.", "hook/told");

        await MoveAsync("hook/told");
        await listener.WhenAsync(1);

        var heard = Assert.Single(listener.Heard);
        using var body = JsonDocument.Parse(heard.Body);
        Assert.Equal(("alias.set", "hook/told", 1), (body.RootElement.GetProperty("action").GetString(), body.RootElement.GetProperty("adapter").GetString(), body.RootElement.GetProperty("version").GetInt32()));
        Assert.Equal("alias.set", heard.Headers["T2L-Event"]);
        var sent = heard.Headers[WebhookSignature.Header];
        var seconds = long.Parse(sent.Split(',')[0]["t=".Length..], null);
        Assert.Equal(WebhookSignature.Of(Encoding.UTF8.GetBytes(heard.Body), Convert.FromHexString(hook.Text("secret")), DateTimeOffset.FromUnixTimeSeconds(seconds)), sent);
        var delivery = await WhenAsync(hook, told => told.GetProperty("delivered_at").ValueKind == JsonValueKind.String);
        Assert.Equal((1, 204), (delivery.GetProperty("attempts").GetInt32(), delivery.GetProperty("status").GetInt32()));
        await DeleteAsync(hook);
    }

    [Fact]
    public async Task What_a_server_refuses_is_kept_with_the_reason_and_can_be_sent_again()
    {
        await using var listener = await Listener.StartAsync();
        listener.Answer = count => count == 0 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK;
        var hook = await CreateAsync(listener, "alias.set");
        await api.MakeAdapterAsync("Refuse me.", "hook/refused");
        await MoveAsync("hook/refused");
        await listener.WhenAsync(1);

        var failed = await WhenAsync(hook, delivery => delivery.GetProperty("error").ValueKind == JsonValueKind.String);
        Assert.Equal("The server answered 503.", failed.GetProperty("error").GetString());
        Assert.NotEqual(JsonValueKind.Null, failed.GetProperty("due_at").ValueKind);
        Assert.Equal(202, (await api.SendAsync(HttpMethod.Post, $"/v1/webhooks/{hook.Text("id")}/deliveries/{failed.GetProperty("id").GetString()}/repeat")).Status);
        await listener.WhenAsync(2);

        var arrived = await WhenAsync(hook, delivery => delivery.GetProperty("delivered_at").ValueKind == JsonValueKind.String);
        Assert.Equal(JsonValueKind.Null, arrived.GetProperty("error").ValueKind);
        Assert.Single(listener.Heard.Select(message => message.Headers["T2L-Delivery"]).Distinct());
        await DeleteAsync(hook);
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        await using var listener = await Listener.StartAsync();
        listener.Answer = _ => HttpStatusCode.TemporaryRedirect;
        var hook = await CreateAsync(listener, "alias.set");
        await api.MakeAdapterAsync("Redirect me.", "hook/redirected");
        await MoveAsync("hook/redirected");

        await WhenAsync(hook, delivery => delivery.GetProperty("error").ValueKind == JsonValueKind.String);

        Assert.Equal(["/told"], listener.Heard.Select(message => message.Path));
        await DeleteAsync(hook);
    }

    [Fact]
    public async Task The_secret_is_shown_once()
    {
        await using var listener = await Listener.StartAsync();
        var hook = await CreateAsync(listener, "*");

        Assert.Equal(64, hook.Text("secret").Length);
        var listed = (await api.GetAsync("/v1/webhooks")).Body.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("id").GetString() == hook.Text("id"));
        Assert.False(listed.TryGetProperty("secret", out _));
        await DeleteAsync(hook);
        (await api.GetAsync($"/v1/webhooks/{hook.Text("id")}/deliveries")).IsProblem(404, "webhook_not_found");
    }

    [Theory]
    [InlineData("ftp://example.org", "alias.set")]
    [InlineData("https://user:secret@example.org", "alias.set")]
    [InlineData("not an address", "alias.set")]
    [InlineData("https://example.org", "ALIAS")]
    [InlineData("https://example.org", "alias.set; drop table webhooks")]
    public async Task What_cannot_be_a_webhook_is_refused(string url, string action) =>
        (await api.PostAsync("/v1/webhooks", new { url, actions = new[] { action } })).IsProblem(400, "invalid_request");

    private async Task<ApiAnswer> CreateAsync(Listener listener, string action)
    {
        var answer = await api.PostAsync("/v1/webhooks", new { url = new Uri(listener.Address, "/told"), actions = new[] { action } });
        Assert.Equal(201, answer.Status);
        return answer;
    }

    private async Task DeleteAsync(ApiAnswer hook) => Assert.Equal(204, (await api.SendAsync(HttpMethod.Delete, $"/v1/webhooks/{hook.Text("id")}")).Status);

    private async Task MoveAsync(string name) => Assert.Equal(
        201, (await api.SendAsync(HttpMethod.Put, $"/v1/adapters/{Uri.EscapeDataString(name)}/aliases/champion", new StringContent("{\"version\": 1}", Encoding.UTF8, "application/json"))).Status);

    private async Task<List<JsonElement>> DeliveriesAsync(ApiAnswer hook) =>
        [.. (await api.GetAsync($"/v1/webhooks/{hook.Text("id")}/deliveries")).Body.GetProperty("items").EnumerateArray()];

    private async Task<JsonElement> WhenAsync(ApiAnswer hook, Func<JsonElement, bool> isSo)
    {
        for (var left = 1500; ; left--)
        {
            var deliveries = await DeliveriesAsync(hook);
            if (deliveries.Count > 0 && isSo(deliveries[0]))
                return deliveries[0];
            Assert.True(left > 0, "Not within 30 s.");
            await Task.Delay(20);
        }
    }
}
