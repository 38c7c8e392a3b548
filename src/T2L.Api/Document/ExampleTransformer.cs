using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace T2L.Api.Document;

/// <summary>Writes the examples that stand beside an address into its operation, as the server itself would write them.</summary>
internal sealed class ExampleTransformer(IOptions<JsonOptions> json) : IOpenApiOperationTransformer
{
    // What a caller may leave out is left out.
    private readonly JsonSerializerOptions _request = new(json.Value.SerializerOptions) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var said = context.Description.ActionDescriptor.EndpointMetadata;
        if (said.OfType<RequestExample>().LastOrDefault() is { } request)
        {
            if (request.TextAs is { } text)
                operation.RequestBody = TextBody(text);
            Show(operation.RequestBody?.Content, request.Body, _request);
        }

        foreach (var answer in said.OfType<ResponseExample>())
            Show(operation.Responses?.GetValueOrDefault(answer.Status.ToString(CultureInfo.InvariantCulture))?.Content, answer.Body, json.Value.SerializerOptions);
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
            Show(parameter, said.OfType<ParameterExample>().LastOrDefault(example => example.Name == parameter.Name));
        return Task.CompletedTask;
    }

    private static OpenApiRequestBody TextBody(string mediaType) => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType> { [mediaType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } } },
    };

    private static void Show(IDictionary<string, OpenApiMediaType>? content, object body, JsonSerializerOptions options)
    {
        foreach (var form in content?.Values ?? throw new InvalidOperationException($"An example of {body.GetType().Name} stands beside an address that has no such body."))
            form.Example = JsonSerializer.SerializeToNode(body, options);
    }

    private static void Show(OpenApiParameter parameter, ParameterExample? own)
    {
        var usual = parameter.In == ParameterLocation.Path ? UsualParameters.InPaths : UsualParameters.InQueries;
        if ((own?.Value ?? usual.GetValueOrDefault(parameter.Name ?? "")) is { } value)
            parameter.Example = JsonSerializer.SerializeToNode(value);
        parameter.Required |= own?.Required == true;
    }
}
