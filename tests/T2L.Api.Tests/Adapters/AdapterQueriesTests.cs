using T2L.Api.Tests.Support;

namespace T2L.Api.Tests.Adapters;

[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class AdapterQueriesTests(ApiHost api)
{
    [Fact]
    public async Task Finds_an_adapter_by_id_digest_name_and_version()
    {
        var made = await api.MakeAdapterAsync("Write the word and its length.", "text/length");
        var (id, digest) = (made.GetProperty("id").GetString()!, made.GetProperty("digest").GetString()!);

        foreach (var reference in new[] { id, digest, digest[..20], "text/length", "text%2Flength", "text/length:1" })
        {
            var answer = await api.GetAsync($"/v1/adapters/{reference}");
            Assert.Equal((200, id), (answer.Status, answer.Text("id")));
        }
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("0198c0de-0000-7000-8000-000000000000")]
    [InlineData("sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("text/nobody:7")]
    [InlineData("%C3%A4%27--")]
    public async Task Says_that_there_is_no_such_adapter(string reference) =>
        (await api.GetAsync($"/v1/adapters/{reference}")).IsProblem(404, "adapter_not_found",
            $"There is no adapter '{Uri.UnescapeDataString(reference)}'. Give its id, digest or name; GET /v1/adapters lists them.");

    [Fact]
    public async Task Lists_the_newest_first_and_continues_where_a_page_ended()
    {
        var names = new[] { "list/a", "list/b", "list/c" };
        foreach (var name in names)
            await api.MakeAdapterAsync($"Write the letter after {name}.", name);

        var first = await api.GetAsync("/v1/adapters?limit=2");
        var second = await api.GetAsync($"/v1/adapters?limit=2&page={Uri.EscapeDataString(first.Text("next_page"))}");

        Assert.Equal(["list/c", "list/b"], Names(first));
        Assert.Equal("list/a", Names(second)[0]);
    }

    [Fact]
    public async Task Lists_what_the_filters_let_through()
    {
        await api.MakeAdapterAsync("Juggle the vowels.", "filter/vowels");
        await api.MakeAdapterAsync("Juggle the consonants.", "filter/consonants");

        Assert.Equal(["filter/consonants", "filter/vowels"], Names(await api.GetAsync("/v1/adapters?q=juggling&name=filter/&kind=lora&base_model=nano")));
        Assert.Equal(["filter/vowels"], Names(await api.GetAsync("/v1/adapters?q=juggle+vowel")));
        Assert.Empty(Names(await api.GetAsync("/v1/adapters?name=filter/&kind=svf")));
        Assert.Empty(Names(await api.GetAsync("/v1/adapters?name=filter/&alias=champion")));
    }

    [Theory]
    [InlineData("kind=both", "kind is 'both'; expected lora or svf. Leave it out for all.")]
    [InlineData("alias=Best", "The alias 'Best' cannot be used; expected a letter, then a-z, 0-9 and . _ - between them, for instance 'champion'.")]
    [InlineData("name=a%00b", "A filter holds a zero character, which no name and no description has.")]
    [InlineData("limit=0", "limit is 0; expected 1 to 200 (default 50).")]
    [InlineData("limit=201", "limit is 201; expected 1 to 200 (default 50).")]
    [InlineData("deleted=maybe", "deleted is 'maybe'; expected true or false.")]
    [InlineData("limit=many", "limit is 'many'; expected a whole number.")]
    [InlineData("page=xyz", "Page token 'xyz' is not one that this registry gave out. Leave it out to start with the newest adapter.")]
    public async Task Refuses_a_part_that_cannot_be(string query, string detail) =>
        (await api.GetAsync($"/v1/adapters?{query}")).IsProblem(400, "invalid_request", detail);

    private static string[] Names(ApiAnswer list) => [.. list.Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];
}
