using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using T2L.Adapters;
using T2L.Adapters.Peft;
using T2L.Api.Tests.Support;

namespace T2L.Api.Tests.Exchange;

[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class FilesTests(ApiHost api)
{
    private const string File = PeftDirectory.WeightsName;

    [Fact]
    public async Task The_files_of_a_version_are_listed_with_digests_and_sizes()
    {
        var answer = await api.GetAsync($"/v1/adapters/{await MakeAsync()}/files");

        Assert.Equal(200, answer.Status);
        var files = answer.Body.GetProperty("files").EnumerateArray().ToDictionary(file => file.GetProperty("name").GetString()!, file => file);
        Assert.Equal([PeftConfigFile.Name, File], files.Keys);
        Assert.Equal(Digest.Of(Sending.Weights("Send me in parts.")).Value, files[File].GetProperty("digest").GetString());
        Assert.Equal(Sending.Weights("Send me in parts.").Length, files[File].GetProperty("bytes").GetInt64());
    }

    [Fact]
    public async Task A_whole_file_says_what_it_is_and_that_parts_can_be_had()
    {
        using var answer = await AskAsync(HttpMethod.Get, null);

        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal((HttpStatusCode.OK, bytes.Length), (answer.StatusCode, (int)answer.Content.Headers.ContentLength!));
        Assert.Equal(Sending.Weights("Send me in parts."), bytes);
        Assert.Equal($"\"{Digest.Of(bytes).Value}\"", answer.Headers.ETag!.Tag);
        Assert.Equal("bytes", answer.Headers.AcceptRanges.Single());
        Assert.Equal(Sending.DigestOf(bytes), answer.Headers.GetValues("Repr-Digest").Single());
    }

    [Theory]
    [InlineData("bytes=0-9", 0, 10)]
    [InlineData("bytes=10-", 10, -1)]
    [InlineData("bytes=-7", -7, -1)]
    [InlineData("bytes=5-5", 5, 1)]
    [InlineData("bytes=1-999999999", 1, -1)]
    [InlineData("bytes=-999999999", 0, -1)]
    public async Task A_part_is_exactly_these_bytes(string range, int start, int length)
    {
        using var answer = await AskAsync(HttpMethod.Get, range);

        var whole = Sending.Weights("Send me in parts.");
        var first = start < 0 ? whole.Length + start : start;
        var expected = length < 0 ? whole[first..] : whole[first..(first + length)];
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(expected, await answer.Content.ReadAsByteArrayAsync());
        var said = answer.Content.Headers.ContentRange!;
        Assert.Equal((first, first + expected.Length - 1, whole.Length), ((int)said.From!, (int)said.To!, (int)said.Length!));
        Assert.Equal(Sending.DigestOf(whole), answer.Headers.GetValues("Repr-Digest").Single());
    }

    [Theory]
    [InlineData("bytes=999999999-")]
    [InlineData("bytes=-0")]
    public async Task A_part_that_is_not_there_is_refused_with_the_size(string range)
    {
        using var answer = await AskAsync(HttpMethod.Get, range);

        Assert.Equal(Sending.Weights("Send me in parts.").Length, answer.Content.Headers.ContentRange!.Length);
        (await ApiAnswer.ReadAsync(answer)).IsProblem(416, "range_not_satisfiable");
    }

    [Theory]
    [InlineData("lines=0-9")]
    [InlineData("bytes=0-1,4-5")]
    [InlineData("bytes=nine")]
    public async Task What_is_no_single_part_in_bytes_is_answered_with_the_file(string range)
    {
        using var answer = await AskAsync(HttpMethod.Get, range);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Sending.Weights("Send me in parts.").Length, (await answer.Content.ReadAsByteArrayAsync()).Length);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.PartialContent)]
    [InlineData(false, HttpStatusCode.OK)]
    public async Task A_part_of_another_file_is_not_asked_for(bool same, HttpStatusCode status)
    {
        var tag = $"\"{Digest.Of(same ? Sending.Weights("Send me in parts.") : []).Value}\"";

        using var answer = await AskAsync(HttpMethod.Get, "bytes=0-9", request => request.Headers.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue(tag)));

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Who_has_it_gets_nothing_and_who_asks_for_the_head_neither()
    {
        var tag = new EntityTagHeaderValue($"\"{Digest.Of(Sending.Weights("Send me in parts.")).Value}\"");

        using var known = await AskAsync(HttpMethod.Get, null, request => request.Headers.IfNoneMatch.Add(tag));
        using var head = await AskAsync(HttpMethod.Head, null);
        using var part = await AskAsync(HttpMethod.Head, "bytes=0-9");

        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        Assert.Equal((HttpStatusCode.OK, (long)Sending.Weights("Send me in parts.").Length), (head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        Assert.Equal((HttpStatusCode.PartialContent, 10L), (part.StatusCode, part.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task Parts_put_together_are_the_file()
    {
        var whole = new MemoryStream();
        for (var at = 0; at < Sending.Weights("Send me in parts.").Length; at += 100)
        {
            using var part = await AskAsync(HttpMethod.Get, $"bytes={at}-{at + 99}");
            await part.Content.CopyToAsync(whole);
        }

        Assert.Equal(Sending.Weights("Send me in parts."), whole.ToArray());
    }

    [Fact]
    public async Task A_store_without_addresses_sends_the_bytes_itself()
    {
        using var answer = await api.Client.GetAsync($"/v1/adapters/{await MakeAsync()}/files/{File}?redirect=true");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("nothing.txt")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    public async Task A_file_that_is_none_is_named(string file)
    {
        var answer = await api.GetAsync($"/v1/adapters/{await MakeAsync()}/files/{file}");

        answer.IsProblem(404, "file_not_found");
        Assert.Contains(File, answer.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bill_of_materials_has_what_the_schema_requires_and_every_file()
    {
        using var answer = await api.Client.GetAsync($"/v1/adapters/{await MakeAsync()}/bom");

        Assert.Equal("application/vnd.cyclonedx+json", answer.Content.Headers.ContentType!.MediaType);
        var bom = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(("CycloneDX", "1.6", 1), (bom.GetProperty("bomFormat").GetString(), bom.GetProperty("specVersion").GetString(), bom.GetProperty("version").GetInt32()));
        Assert.Contains(bom.GetProperty("components").EnumerateArray(), item => item.GetProperty("name").GetString() == File
            && item.GetProperty("hashes")[0].GetProperty("content").GetString() == Digest.Of(Sending.Weights("Send me in parts.")).Hex);
        (await api.GetAsync("/v1/adapters/nobody/bom")).IsProblem(404, "adapter_not_found");
    }

    [Fact]
    public async Task A_version_that_nobody_signed_says_so()
    {
        (await api.GetAsync($"/v1/adapters/{await MakeAsync()}/signature")).IsProblem(404, "signature_not_found");
        (await api.GetAsync("/v1/adapters/nobody/signature")).IsProblem(404, "adapter_not_found");
    }

    private async Task<string> MakeAsync()
    {
        var answer = await api.ImportAsync(Sending.Zip("Send me in parts."), query: "?name=files/parts");
        Assert.True(answer.Status is 200 or 201);
        return answer.Text("id");
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string? range, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, $"/v1/adapters/{await MakeAsync()}/files/{File}");
        if (range is not null)
            request.Headers.TryAddWithoutValidation("Range", range);
        change?.Invoke(request);
        return await api.Client.SendAsync(request);
    }
}
