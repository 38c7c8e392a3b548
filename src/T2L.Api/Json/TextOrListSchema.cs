using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace T2L.Api.Json;

/// <summary>Tells the OpenAPI document what <see cref="TextOrList"/> is in JSON.</summary>
internal sealed class TextOrListSchema : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(TextOrList))
        {
            (schema.Type, schema.Properties, schema.Required) = (null, null, null);
            schema.OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.String },
                new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            ];
        }
        return Task.CompletedTask;
    }
}
