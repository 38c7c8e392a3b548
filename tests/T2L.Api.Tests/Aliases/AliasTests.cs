using System.Net.Http.Json;
using T2L.Api.Tests.Support;

namespace T2L.Api.Tests.Aliases;

/// <summary>Promote, look, roll back, remove: /v1/adapters/{name}/aliases.</summary>
[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class AliasTests(ApiHost api)
{
    [Fact]
    public async Task A_version_is_promoted_found_by_the_alias_rolled_back_and_everything_is_in_the_log()
    {
        await MakeAsync("alias/walk", versions: 2);

        var made = await SetAsync("alias%2Fwalk", "champion", 1);
        var moved = await SetAsync("alias%2Fwalk", "champion", 2);
        var promoted = await api.GetAsync("/v1/adapters/alias/walk@champion");
        var back = await api.SendAsync(HttpMethod.Post, "/v1/adapters/alias%2Fwalk/aliases/champion/rollback");

        Assert.Equal((201, 200, 200), (made.Status, moved.Status, back.Status));
        Assert.Equal("/v1/adapters/alias%2Fwalk/aliases/champion", made.Headers.Location!.OriginalString);
        Assert.Equal((2, "champion"), (promoted.Body.GetProperty("version").GetInt32(), promoted.Body.GetProperty("aliases")[0].GetString()));
        Assert.Equal((1, 2, "anonymous"), (back.Body.GetProperty("version").GetInt32(), back.Body.GetProperty("previous_version").GetInt32(), back.Text("changed_by")));
        Assert.Equal(back.Body.GetRawText(), (await api.GetAsync("/v1/adapters/alias%2Fwalk/aliases")).Body.GetProperty("items")[0].GetRawText());
        var log = (await api.GetAsync("/v1/audit?adapter=alias/walk")).Body.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["alias.rollback", "alias.set", "alias.set", "version.publish", "version.publish"], log.Select(line => line.GetProperty("action").GetString()));
        Assert.Equal("anonymous", log[^1].GetProperty("details").GetProperty("requested_by").GetString());
        Assert.StartsWith("worker ", log[^1].GetProperty("actor").GetString(), StringComparison.Ordinal);
        Assert.Equal("champion", log[0].GetProperty("details").GetProperty("alias").GetString());
    }

    [Fact]
    public async Task A_completion_names_the_alias_as_its_model()
    {
        await MakeAsync("alias/served", versions: 1);
        await SetAsync("alias%2Fserved", "champion", 1);

        var answer = await api.PostAsync("/v1/completions", new { model = "alias/served@champion", prompt = "stone" });

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Two_who_looked_at_the_same_place_do_not_overwrite_each_other()
    {
        await MakeAsync("alias/race", versions: 3);
        await SetAsync("alias%2Frace", "champion", 1);
        var tag = (await api.GetAsync("/v1/adapters/alias%2Frace/aliases/champion")).Headers.ETag!.Tag;

        var first = await SetAsync("alias%2Frace", "champion", 2, ("If-Match", tag));
        var second = await SetAsync("alias%2Frace", "champion", 3, ("If-Match", tag));
        var removal = await api.SendAsync(HttpMethod.Delete, "/v1/adapters/alias%2Frace/aliases/champion", headers: ("If-Match", tag));
        var again = await SetAsync("alias%2Frace", "champion", 3, ("If-Match", first.Headers.ETag!.Tag));

        Assert.Equal((200, 200, 3), (first.Status, again.Status, again.Body.GetProperty("version").GetInt32()));
        second.IsProblem(412, "precondition_failed", "Alias 'champion' of 'alias/race' was moved or removed by somebody else in between. Look where it points, and decide again.");
        removal.IsProblem(412, "precondition_failed");
    }

    [Fact]
    public async Task An_alias_is_made_only_where_there_is_none_and_removed_once()
    {
        await MakeAsync("alias/once", versions: 1);

        Assert.Equal(201, (await SetAsync("alias%2Fonce", "canary", 1, ("If-None-Match", "*"))).Status);
        (await SetAsync("alias%2Fonce", "canary", 1, ("If-None-Match", "*"))).IsProblem(412, "precondition_failed");
        Assert.Equal(204, (await api.SendAsync(HttpMethod.Delete, "/v1/adapters/alias%2Fonce/aliases/canary")).Status);
        (await api.SendAsync(HttpMethod.Delete, "/v1/adapters/alias%2Fonce/aliases/canary")).IsProblem(404, "alias_not_found", "Adapter 'alias/once' has no alias 'canary'.");
        (await api.GetAsync("/v1/adapters/alias%2Fonce/aliases/canary")).IsProblem(404, "alias_not_found");
    }

    [Theory]
    [InlineData("latest", """{"version": 1}""", 400, "invalid_request", "'latest' is always the newest version and cannot be set or removed; choose another alias, for instance 'champion'.")]
    [InlineData("Best", """{"version": 1}""", 400, "invalid_request", "The alias 'Best' cannot be used; expected a letter, then a-z, 0-9 and . _ - between them, for instance 'champion'.")]
    [InlineData("best", """{}""", 400, "invalid_request", "version is missing; expected the number of a version, from 1.")]
    [InlineData("best", """{"version": 0}""", 400, "invalid_request", "version is 0; expected the number of a version, from 1.")]
    [InlineData("best", """{"version": "1"}""", 400, "invalid_json", "Field 'version' has the wrong type; expected a whole number.")]
    [InlineData("best", """{"version": 9}""", 404, "adapter_not_found", "There is no adapter 'alias/wrong:9'. Give its id, digest or name; GET /v1/adapters lists them.")]
    public async Task What_cannot_be_set_is_refused(string alias, string body, int status, string code, string detail)
    {
        await MakeAsync("alias/wrong", versions: 1);

        var answer = await api.SendAsync(HttpMethod.Put, $"/v1/adapters/alias%2Fwrong/aliases/{alias}", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        answer.IsProblem(status, code, detail);
    }

    [Theory]
    [InlineData("If-Match", "\"3\"", "If-Match is not an ETag of an alias; expected the one that GET answers with, quotes included.")]
    [InlineData("If-None-Match", "\"3\"", "If-None-Match has a value that is not *; expected *, which makes the alias only where there is none.")]
    public async Task A_condition_that_is_none_is_refused(string header, string value, string detail)
    {
        await MakeAsync("alias/wrong", versions: 1);

        (await SetAsync("alias%2Fwrong", "best", 1, (header, value))).IsProblem(400, "invalid_request", detail);
    }

    [Theory]
    [InlineData("/v1/audit?limit=0", 400, "invalid_request")]
    [InlineData("/v1/audit?page=xyz", 400, "invalid_request")]
    [InlineData("/v1/audit?adapter=nobody", 404, "adapter_not_found")]
    [InlineData("/v1/adapters/nobody/aliases", 404, "adapter_not_found")]
    public async Task What_is_not_there_is_a_problem(string path, int status, string code) => (await api.GetAsync(path)).IsProblem(status, code);

    // The name is shared by the cases of a theory: the versions are made once.
    private async Task MakeAsync(string name, int versions)
    {
        for (var version = 1; version <= versions; version++)
            await api.PostAsync("/v1/adapters", new { description = $"Write the text of {name} in version {version}.", name }, ("Prefer", "wait=30"));
    }

    private Task<ApiAnswer> SetAsync(string adapter, string alias, int version, params (string Name, string Value)[] headers) =>
        api.SendAsync(HttpMethod.Put, $"/v1/adapters/{adapter}/aliases/{alias}", JsonContent.Create(new { version }), headers);
}
