using System.Text.Json;

namespace T2L.Api.Tests.Document;

/// <summary>One operation of the served OpenAPI document.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Path">The address, with names in braces.</param>
/// <param name="Json">What the document says of it.</param>
internal sealed record ServedOperation(string Method, string Path, JsonElement Json)
{
    private static readonly string[] Order = ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"];

    /// <summary>Looking first, taking away last.</summary>
    public static IReadOnlyList<ServedOperation> Of(JsonElement document) =>
    [
        .. document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => new ServedOperation(operation.Name.ToUpperInvariant(), path.Name, operation.Value)))
            .OrderBy(operation => Array.IndexOf(Order, operation.Method)),
    ];

    public string Name => $"{Method} {Path}";

    public IEnumerable<JsonElement> Parameters => Json.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];

    /// <summary>The first form that its body may have.</summary>
    public (string MediaType, JsonElement Form)? Body =>
        Json.TryGetProperty("requestBody", out var body) && body.GetProperty("content").EnumerateObject().FirstOrDefault() is { Name: { } type, Value: var form } ? (type, form) : null;

    /// <summary>What it answers when all is well: statuses and their forms.</summary>
    public IEnumerable<(string Status, string? MediaType, JsonElement Form)> Answers => Json.GetProperty("responses").EnumerateObject()
        .Where(response => response.Name.StartsWith('2'))
        .Select(response => response.Value.TryGetProperty("content", out var content) && content.EnumerateObject().FirstOrDefault() is { Name: { } type, Value: var form }
            ? (response.Name, (string?)type, form)
            : (response.Name, null, default));

    /// <summary>The addresses to ask: with what has to be there, and with each of the others beside it; where something is changed, once, with all of them.</summary>
    public IEnumerable<string> Addresses()
    {
        var path = Parameters.Where(parameter => In(parameter) == "path").Aggregate(Path, (text, parameter) => text.Replace($"{{{NameOf(parameter)}}}", Values(parameter).Single(), StringComparison.Ordinal));
        var query = Parameters.Where(parameter => In(parameter) == "query").ToLookup(IsRequired, parameter => string.Join('&', Values(parameter).Select(value => $"{NameOf(parameter)}={value}")));
        string[] needed = Method is "GET" or "HEAD" ? [.. query[true]] : [.. query[true], .. query[false]];
        yield return Address(needed);
        foreach (var other in needed.Length == query[true].Count() ? query[false] : [])
            yield return Address([.. needed, other]);

        string Address(string[] asked) => asked.Length == 0 ? path : $"{path}?{string.Join('&', asked)}";
    }

    public static string NameOf(JsonElement parameter) => parameter.GetProperty("name").GetString()!;

    public override string ToString() => Name;

    private static string In(JsonElement parameter) => parameter.GetProperty("in").GetString()!;

    private static bool IsRequired(JsonElement parameter) => parameter.TryGetProperty("required", out var required) && required.GetBoolean();

    private static IEnumerable<string> Values(JsonElement parameter) => (parameter.GetProperty("example") switch
    {
        { ValueKind: JsonValueKind.Array } several => several.EnumerateArray().Select(value => value.ToString()),
        { ValueKind: JsonValueKind.String } text => [text.GetString()!],
        var other => [other.GetRawText()],
    }).Select(Uri.EscapeDataString);
}
