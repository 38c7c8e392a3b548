using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using T2L.Api.Tests.Exchange;

namespace T2L.Api.Tests.Document;

/// <summary>The examples of the served OpenAPI document: each operation has them, they fit, and a server answers them as the document says.</summary>
[Trait("Category", "Service")]
public sealed class ExampleTests(DemoWorld world) : IClassFixture<DemoWorld>
{
    /// <summary>Bodies that are not JSON, and what is sent in their place.</summary>
    private static readonly Dictionary<string, Func<byte[]>> WithoutExample = new(StringComparer.Ordinal)
    {
        ["POST /v1/adapters/import"] = () => Sending.Zip("Sent as the document says."), // the bytes of an archive
    };

    /// <summary>Lists that may be empty in the small registry: workers tell every few seconds only what they hold.</summary>
    private static readonly string[] MayBeEmpty = ["GET /v1/workers", "GET /v1/adapters/{reference}/deployments"];

    [Fact]
    public async Task Every_body_and_every_parameter_has_an_example()
    {
        var operations = ServedOperation.Of(await DocumentAsync());
        var bodies = operations.Where(operation => !WithoutExample.ContainsKey(operation.Name) && operation.Body is { } body && !body.Form.TryGetProperty("example", out _)).Select(operation => operation.Name);
        var parameters = operations.SelectMany(operation => operation.Parameters.Where(parameter => !parameter.TryGetProperty("example", out _)).Select(parameter => $"{operation.Name}: {ServedOperation.NameOf(parameter)}"));
        // 200 beside 201 or 202 is the same answer for what is there already.
        var answers = operations.Where(operation => operation.Answers.Any(IsJson) && !operation.Answers.Any(answer => IsJson(answer) && answer.Form.TryGetProperty("example", out _))).Select(operation => operation.Name);

        Assert.Equal([], [.. bodies, .. parameters, .. answers]);
    }

    [Fact]
    public async Task Every_example_fits_its_schema()
    {
        var document = await DocumentAsync();
        var check = new SchemaCheck(document);
        var faults = new List<string>();
        foreach (var operation in ServedOperation.Of(document))
        {
            faults.AddRange(operation.Parameters.SelectMany(parameter => Faults(check, parameter, $"{operation.Name} {ServedOperation.NameOf(parameter)}")));
            faults.AddRange(operation.Body is { } body ? Faults(check, body.Form, $"{operation.Name} body") : []);
            faults.AddRange(operation.Answers.Where(answer => answer.MediaType is not null).SelectMany(answer => Faults(check, answer.Form, $"{operation.Name} {answer.Status}")));
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task A_server_answers_every_example_as_the_document_says()
    {
        var document = await DocumentAsync();
        var check = new SchemaCheck(document);
        var faults = new List<string>();
        foreach (var operation in ServedOperation.Of(document))
        {
            foreach (var address in operation.Addresses())
                faults.AddRange(await AskAsync(operation, address, check));
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static bool IsJson((string Status, string? MediaType, JsonElement Form) answer) => answer.MediaType == "application/json";

    private static IEnumerable<string> Faults(SchemaCheck check, JsonElement form, string place) =>
        form.TryGetProperty("example", out var example) && form.TryGetProperty("schema", out var schema) ? check.Faults(schema, example, place) : [];

    private async Task<IEnumerable<string>> AskAsync(ServedOperation operation, string address, SchemaCheck check)
    {
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), address) { Content = Content(operation) };
        using var response = await world.Api.Client.SendAsync(request);
        var (text, status) = (await response.Content.ReadAsStringAsync(), $"{(int)response.StatusCode}");
        var told = operation.Answers.ToList();
        // Where answers are shown, it is one of those that comes.
        var shown = told.Where(answer => answer.MediaType is not null && answer.Form.TryGetProperty("example", out _)).ToList();
        if ((shown.Count > 0 ? shown : told).Where(answer => answer.Status == status).ToList() is not [var expected])
            return [$"{operation.Method} {address} answers {status}, expected {string.Join(" or ", (shown.Count > 0 ? shown : told).Select(answer => answer.Status))}: {text}"];
        var type = response.Content.Headers.ContentType?.MediaType;
        if (operation.Method != "HEAD" && expected.MediaType is { } media && media != "application/octet-stream" && type != media)
            return [$"{operation.Method} {address} answers {type}, expected {media}"];
        if (!IsJson(expected) || !expected.Form.TryGetProperty("schema", out var schema))
            return [];
        var body = JsonDocument.Parse(text).RootElement;
        return operation.Method == "GET" && !address.Contains('?', StringComparison.Ordinal) && !MayBeEmpty.Contains(operation.Name) && IsEmpty(body)
            ? [$"{operation.Method} {address} lists nothing"]
            : check.Faults(schema, body, $"{operation.Method} {address}");
    }

    // An empty list fits whatever its items are said to be.
    private static bool IsEmpty(JsonElement body) => body.TryGetProperty("items", out var items) && items.GetArrayLength() == 0;

    private static ByteArrayContent? Content(ServedOperation operation)
    {
        if (operation.Body is not { } body)
            return null;
        var bytes = WithoutExample.TryGetValue(operation.Name, out var made) ? made() : Encoding.UTF8.GetBytes(Text(body.MediaType, body.Form.GetProperty("example")));
        return new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(body.MediaType) } };
    }

    private static string Text(string mediaType, JsonElement example) => mediaType == "application/json" ? example.GetRawText() : example.GetString()!;

    private async Task<JsonElement> DocumentAsync() => (await world.Api.GetAsync("/openapi/v1.json")).Body;
}
