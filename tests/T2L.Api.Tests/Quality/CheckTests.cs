using Microsoft.Extensions.DependencyInjection;
using T2L.Adapters;
using T2L.Api.Tests.Support;
using T2L.Registry.Audit;
using T2L.Registry.Quality;

namespace T2L.Api.Tests.Quality;

/// <summary>What is known of a version, quarantine and release over HTTP.</summary>
[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class CheckTests(ApiHost api)
{
    [Fact]
    public async Task A_generated_version_is_ready_and_says_what_was_checked()
    {
        var made = await api.MakeAdapterAsync("Add two numbers, checked.", "checked/add");

        var known = await api.GetAsync("/v1/adapters/checked%2Fadd/checks");

        Assert.Equal(("ready", "ready"), (made.GetProperty("status").GetString(), known.Text("status")));
        Assert.Equal(["finite", "norm", "effect"], known.Body.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("name").GetString()));
        Assert.StartsWith("worker ", known.Text("checked_by"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quarantined_version_is_not_served_and_not_found_by_its_name_until_it_is_released()
    {
        var digest = (await api.MakeAdapterAsync("Add two numbers, badly.", "checked/bad")).GetProperty("digest").GetString()!;
        await QuarantineAsync(digest);

        (await api.GetAsync("/v1/adapters/checked/bad")).IsProblem(404, "adapter_not_found");
        Assert.Equal("quarantined", (await api.GetAsync($"/v1/adapters/{digest}")).Text("status"));
        (await api.PostAsync("/v1/completions", new { model = digest, prompt = "stone" })).IsProblem(409, "adapter_quarantined");
        (await api.SendAsync(HttpMethod.Put, "/v1/adapters/checked%2Fbad/aliases/champion", System.Net.Http.Json.JsonContent.Create(new { version = 1 }))).IsProblem(409, "adapter_quarantined");
        Assert.Equal(0, await CountAsync("name=checked/bad"));
        Assert.Equal(1, await CountAsync("name=checked/bad&status=quarantined"));
        (await api.PostAsync($"/v1/adapters/{digest}/release", new { })).IsProblem(400, "invalid_request");

        var released = await api.PostAsync($"/v1/adapters/{digest}/release", new { reason = "It is meant so." });

        Assert.Equal((200, "ready"), (released.Status, released.Text("status")));
        Assert.Equal(200, (await api.PostAsync("/v1/completions", new { model = digest, prompt = "stone" })).Status);
        (await api.PostAsync($"/v1/adapters/{digest}/release", new { reason = "It is meant so." })).IsProblem(409, "not_quarantined");
        var line = (await api.GetAsync("/v1/audit?adapter=checked/bad")).Body.GetProperty("items")[0];
        Assert.Equal(("version.release", "It is meant so."), (line.GetProperty("action").GetString(), line.GetProperty("details").GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task A_version_is_checked_again_by_a_worker()
    {
        var digest = (await api.MakeAdapterAsync("Add two numbers, again.", "checked/again")).GetProperty("digest").GetString()!;
        await QuarantineAsync(digest);

        var again = await api.SendAsync(HttpMethod.Post, $"/v1/adapters/{digest}/checks");

        Assert.Equal((202, "pending"), (again.Status, again.Text("status")));
        for (var left = 500; (await api.GetAsync($"/v1/adapters/{digest}/checks")).Text("status") != "ready"; left--)
        {
            Assert.True(left > 0, "No worker has checked it again.");
            await Task.Delay(20);
        }
    }

    [Theory]
    [InlineData("/v1/adapters/checked%2Fnone/checks", 404, "adapter_not_found")]
    [InlineData("/v1/adapters?status=bad", 400, "invalid_request")]
    public async Task What_is_not_there_is_refused(string path, int status, string code) => (await api.GetAsync(path)).IsProblem(status, code);

    private Task QuarantineAsync(string digest) => api.Services.GetRequiredService<VersionChecks>()
        .RecordAsync(Digest.Parse(digest), [new QualityCheck(QualityCheck.Effect, false, null, null, "It changes nothing.")], new Actor("test"), again: true);

    private async Task<int> CountAsync(string query) => (await api.GetAsync($"/v1/adapters?{query}")).Body.GetProperty("items").GetArrayLength();
}
