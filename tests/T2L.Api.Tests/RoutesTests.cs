using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using T2L.Api.Tests.Support;
using T2L.Registry.Hosting;
using T2L.Registry.Publishing;

namespace T2L.Api.Tests;

[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class RoutesTests(ApiHost api)
{
    [Fact]
    public async Task The_openapi_document_lists_every_route()
    {
        var mapped = api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not { ExcludeFromDescription: true })
            .SelectMany(route => Methods(route).Select(method => $"{method} {Plain(route.RoutePattern.RawText!)}"));

        var document = await api.GetAsync("/openapi/v1.json");
        var listed = document.Body.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"));

        Assert.Equal(mapped.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        Assert.Contains("POST /v1/completions", mapped);
    }

    /// <summary>A new address below an adapter is a new word in <see cref="AdapterName"/>: an adapter of that name would never be found.</summary>
    [Fact]
    public void Words_of_addresses_are_no_names_of_adapters()
    {
        var below = api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(route => Plain(route.RoutePattern.RawText!).StartsWith("/v1/adapters/", StringComparison.Ordinal))
            .Select(route => (Methods: Methods(route).ToList(), Words: Plain(route.RoutePattern.RawText!).Split('/')[3..])).ToList();

        Assert.Equal(AdapterName.ReservedNames, below.Select(route => route.Words[0]).Where(IsWord).Distinct().Order(StringComparer.Ordinal));
        // By these methods a reference may be written with its slashes.
        Assert.Equal(AdapterName.ReservedSecondWords, below.Where(route => route.Words.Length > 1 && route.Methods.Any(method => method is "GET" or "HEAD" or "DELETE"))
            .Select(route => route.Words[1]).Where(IsWord).Distinct().Order(StringComparer.Ordinal));

        static bool IsWord(string part) => !part.StartsWith('{');
    }

    [Theory]
    [InlineData("batch")]
    [InlineData("import")]
    [InlineData("map")]
    [InlineData("mix")]
    [InlineData("git/diff")]
    [InlineData("git/files/x")]
    public async Task An_adapter_that_had_such_a_name_before_is_found_by_its_number_digest_and_id(string name)
    {
        var made = await api.MakeAdapterAsync($"Write the shadowed word {name}.", "shadowed/" + name.Replace('/', '-'));
        // As a registry from before this rule would hold it: names do not change.
        await using (var command = api.Services.GetRequiredService<RegistryDatabase>().Source.CreateCommand($"""
            alter table adapters disable trigger adapters_keep_their_name;
            alter table adapter_versions disable trigger adapter_versions_immutable;
            update adapters set name = '{name}' where name = '{made.GetProperty("name").GetString()}';
            update adapter_versions set name = '{name}' where name = '{made.GetProperty("name").GetString()}';
            alter table adapter_versions enable trigger adapter_versions_immutable;
            alter table adapters enable trigger adapters_keep_their_name;
            """))
            Assert.Equal(2, await command.ExecuteNonQueryAsync());

        // After two slashes even the number is a file of 'git'; there only the escaped slash helps.
        var written = name == "git/files/x" ? Uri.EscapeDataString(name) : name;
        foreach (var reference in new[] { $"{written}:1", $"{written}@latest", made.GetProperty("digest").GetString(), made.GetProperty("id").GetString() })
            Assert.Equal(name, (await api.GetAsync($"/v1/adapters/{reference}")).Text("name"));
        if (name.Contains('/', StringComparison.Ordinal))
            Assert.Equal(name, (await api.GetAsync($"/v1/adapters/{Uri.EscapeDataString(name)}")).Text("name"));
        (await api.PostAsync("/v1/adapters", new { description = "Write the shadowed word.", name })).IsProblem(400, "invalid_request");
    }

    [Fact]
    public async Task The_openapi_document_spells_fields_as_the_json_does()
    {
        var schemas = (await api.GetAsync("/openapi/v1.json")).Body.GetProperty("components").GetProperty("schemas");

        var completion = schemas.GetProperty("CompletionBody").GetProperty("properties");
        Assert.True(completion.TryGetProperty("max_tokens", out _));
        Assert.True(completion.GetProperty("prompt").TryGetProperty("oneOf", out _));
        var filters = (await api.GetAsync("/openapi/v1.json")).Body.GetProperty("paths").GetProperty("/v1/adapters").GetProperty("get").GetProperty("parameters");
        Assert.Contains("base_model", filters.EnumerateArray().Select(filter => filter.GetProperty("name").GetString()));
        Assert.True(schemas.GetProperty("AdapterResponse").GetProperty("properties").TryGetProperty("base_model", out _));
    }

    [Fact]
    public async Task An_unknown_address_is_a_problem() => (await api.GetAsync("/v2/adapters")).IsProblem(
        404, "not_found", "Nothing is at this address. /openapi/v1.json lists all addresses.");

    [Fact]
    public async Task A_wrong_method_is_a_problem() => (await api.SendAsync(HttpMethod.Delete, "/v1/completions")).IsProblem(
        405, "method_not_allowed", "This address takes other methods. /openapi/v1.json lists them.");

    [Fact]
    public async Task The_type_of_a_problem_leads_to_its_explanation()
    {
        var problem = await api.GetAsync("/v2/adapters");
        var page = await api.Client.GetStringAsync(problem.Text("type"));

        Assert.Contains("""<a id="not_found"></a>""", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_host_name_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/adapters");
        request.Headers.Host = "rebound.example.org";
        using var response = await api.Client.SendAsync(request);

        Assert.Equal(400, (int)response.StatusCode);
    }

    private static IEnumerable<string> Methods(RouteEndpoint route) => route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods;

    // The document writes {reference} for {**reference} and has no slash at the end.
    private static string Plain(string pattern) => "/" + pattern.Replace("{**", "{", StringComparison.Ordinal).Trim('/');
}
