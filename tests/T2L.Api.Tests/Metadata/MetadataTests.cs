using System.Text;
using T2L.Api.Tests.Support;

namespace T2L.Api.Tests.Metadata;

/// <summary>Owner, tags, properties and card over HTTP.</summary>
[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class MetadataTests(ApiHost api)
{
    [Fact]
    public async Task What_is_said_of_an_adapter_is_shown_with_it_and_finds_it()
    {
        await api.MakeAdapterAsync("Add two numbers, said.", "said/add");

        var said = await PatchAsync("said%2Fadd", """{"owner": "team-said", "tags": ["said"], "add_tags": ["school"], "properties": {"level": 3, "live": true, "note": "<b>"}}""");
        var shown = await api.GetAsync("/v1/adapters/said/add");

        Assert.Equal((200, "team-said", "anonymous"), (said.Status, said.Text("owner"), said.Text("changed_by")));
        Assert.Equal("""{"level":3,"live":true,"note":"<b>"}""", shown.Body.GetProperty("properties").GetRawText());
        Assert.Equal("""["said","school"]""", shown.Body.GetProperty("tags").GetRawText());
        Assert.Equal(said.Body.GetRawText(), (await api.GetAsync("/v1/adapters/said%2Fadd/metadata")).Body.GetRawText());
        Assert.Equal(1, await CountAsync("tag=said&tag=school&owner=team-said&property=level=3&property=live=true&rank=2"));
        Assert.Equal(0, await CountAsync("tag=said&rank=3"));
        Assert.Equal(0, await CountAsync("tag=said&property=level=4"));
    }

    [Fact]
    public async Task Null_takes_away_and_what_is_left_out_stays()
    {
        await api.MakeAdapterAsync("Add two numbers, less.", "said/less");
        await PatchAsync("said%2Fless", """{"owner": "ann", "tags": ["a"], "properties": {"x": 1, "y": 2}}""");

        var kept = await PatchAsync("said%2Fless", """{"properties": {"x": null}}""");
        var gone = await PatchAsync("said%2Fless", """{"owner": null, "remove_tags": ["a"]}""");

        Assert.Equal(("ann", """{"y":2}"""), (kept.Text("owner"), kept.Body.GetProperty("properties").GetRawText()));
        Assert.Equal((null, 0, """{"y":2}"""), (gone.Text("owner"), gone.Body.GetProperty("tags").GetArrayLength(), gone.Body.GetProperty("properties").GetRawText()));
    }

    [Fact]
    public async Task Two_who_looked_at_the_same_do_not_overwrite_each_other()
    {
        await api.MakeAdapterAsync("Add two numbers, raced.", "said/race");
        var seen = (await api.GetAsync("/v1/adapters/said%2Frace/metadata")).Headers.ETag!.Tag;

        Assert.Equal(200, (await PatchAsync("said%2Frace", """{"owner": "ann"}""", ("If-Match", seen))).Status);
        (await PatchAsync("said%2Frace", """{"owner": "bob"}""", ("If-Match", seen))).IsProblem(412, "precondition_failed");
        (await PatchAsync("said%2Frace", """{"owner": "bob"}""", ("If-None-Match", "*"))).IsProblem(412, "precondition_failed");
        (await PatchAsync("said%2Frace", """{"owner": "bob"}""", ("If-Match", "\"x\""))).IsProblem(400, "invalid_request", "If-Match is not an ETag that GET answered with; expected that one, quotes included.");
    }

    [Theory]
    [InlineData("""{"tags": ["m\u0430th"]}""", "invalid_request", "The tag 'm\u0430th' mixes Latin and Cyrillic letters, which may look like another word; expected letters of one writing system.")]
    [InlineData("""{"tags": [null]}""", "invalid_request", "The tag is empty; expected 1 to 64 characters.")]
    [InlineData("""{"properties": {"A": 1}}""", "invalid_request", "The property key 'A' cannot be used; expected a letter, then a-z, 0-9 and . _ - between them, at most 63 characters, for instance 'team.cost'.")]
    [InlineData("""{"properties": {"a": [1]}}""", "invalid_json", null)]
    [InlineData("""{"properties": {"a": "\ud83d"}}""", "invalid_json", null)]
    [InlineData("""{"name": "x"}""", "invalid_json", null)]
    public async Task What_cannot_be_said_is_refused(string body, string code, string? detail)
    {
        await api.MakeAdapterAsync("Add two numbers, wrong.", "said/wrong");

        var answer = await PatchAsync("said%2Fwrong", body);

        answer.IsProblem(400, code);
        if (detail is not null)
            Assert.Equal(detail, answer.Text("detail"));
    }

    [Theory]
    [InlineData("tag=%00", "tag")]
    [InlineData("property=level", "property")]
    [InlineData("property=A=1", "property")]
    [InlineData("owner=%3Cb%3E", "owner")]
    public async Task A_filter_that_nothing_can_have_is_refused(string query, string field)
    {
        var answer = await api.GetAsync($"/v1/adapters?{query}");

        answer.IsProblem(400, "invalid_request");
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task A_card_is_written_read_and_taken_away()
    {
        await api.MakeAdapterAsync("Add two numbers, carded.", "said/carded");
        (await api.GetAsync("/v1/adapters/said%2Fcarded/card")).IsProblem(404, "card_not_found");

        var made = await PutCardAsync("# Über\n<script>alert(1)</script>\n", ("If-None-Match", "*"));
        using var read = await api.Client.GetAsync(new Uri("/v1/adapters/said%2Fcarded/card", UriKind.Relative));
        var tag = read.Headers.ETag!.Tag;

        Assert.Equal(201, made);
        Assert.Equal(("text/markdown", "# Über\n<script>alert(1)</script>\n"), (read.Content.Headers.ContentType!.MediaType, await read.Content.ReadAsStringAsync()));
        Assert.Equal("nosniff", read.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(412, await PutCardAsync("# Mine", ("If-None-Match", "*")));
        Assert.Equal(200, await PutCardAsync("# Mine", ("If-Match", tag)));
        (await api.SendAsync(HttpMethod.Delete, "/v1/adapters/said%2Fcarded/card", headers: ("If-Match", tag))).IsProblem(412, "precondition_failed");
        Assert.Equal(204, (await api.SendAsync(HttpMethod.Delete, "/v1/adapters/said%2Fcarded/card")).Status);
    }

    [Fact]
    public async Task A_card_that_is_too_long_or_no_text_is_refused()
    {
        await api.MakeAdapterAsync("Add two numbers, carded.", "said/carded");

        (await SendCardAsync(Encoding.UTF8.GetBytes(new string('x', 65_537)))).IsProblem(413, "request_too_large");
        (await SendCardAsync([0x61, 0xFF])).IsProblem(400, "invalid_request", "The card is not UTF-8. Save it as UTF-8 and send it again.");
        (await SendCardAsync([0x61, 0x00])).IsProblem(400, "invalid_request", "The card is not text: character 2 is U+0000. Letters, spaces, tabs and line breaks are fine.");
        (await SendCardAsync([])).IsProblem(400, "invalid_request", "The card is empty; expected Markdown. To have none, delete it.");
    }

    private Task<ApiAnswer> PatchAsync(string name, string body, params (string Name, string Value)[] headers) =>
        api.SendAsync(HttpMethod.Patch, $"/v1/adapters/{name}/metadata", new StringContent(body, Encoding.UTF8, "application/json"), headers);

    private async Task<int> CountAsync(string query) => (await api.GetAsync($"/v1/adapters?{query}")).Body.GetProperty("items").GetArrayLength();

    private Task<ApiAnswer> SendCardAsync(byte[] bytes) => api.SendAsync(HttpMethod.Put, "/v1/adapters/said%2Fcarded/card", new ByteArrayContent(bytes));

    private async Task<int> PutCardAsync(string text, (string Name, string Value) header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/adapters/said%2Fcarded/card") { Content = new StringContent(text, Encoding.UTF8, "text/markdown") };
        request.Headers.Add(header.Name, header.Value);
        using var response = await api.Client.SendAsync(request);
        return (int)response.StatusCode;
    }
}
