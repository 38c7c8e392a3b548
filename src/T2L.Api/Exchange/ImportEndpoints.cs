using Microsoft.OpenApi;
using T2L.Api.Document;
using T2L.Api.Security;
using T2L.Api.Validation;
using T2L.Registry.Keys;

namespace T2L.Api.Exchange;

/// <summary>Adapters in and out as files.</summary>
internal static class ImportEndpoints
{
    private static readonly string[] MediaTypes = ["application/zip", "multipart/form-data", "application/octet-stream"];

    public static void MapImports(this IEndpointRouteBuilder app)
    {
        var adapters = app.MapGroup("/v1/adapters").WithTags("Import and export").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        adapters.MapPost("/import", ImportAdapterHandler.ImportAdapter).Needs(KeyScope.Write)
            .WithName(nameof(ImportAdapterHandler.ImportAdapter))
            .WithSummary("Put an adapter into the registry: a zip of its PEFT folder, the files of that folder as a form, or the safetensors file of an SVF expert.")
            .WithDescription("201 with the version, 200 where the same bytes are there already. With 'Content-Digest' or 'Repr-Digest' (sha-256) only if the bytes arrive as they were sent. A form may have the fields 'name' and 'description'.")
            .Given("name", "demo/sent").Given("description", "Write the word backwards.")
            .Answers(StatusCodes.Status201Created, ImportExamples.Sent)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                operation.RequestBody = new OpenApiRequestBody
                {
                    Required = true,
                    Content = MediaTypes.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } }),
                };
                return Task.CompletedTask;
            })
            .TakesUploads()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        adapters.MapPost("/import/hub", ImportAdapterHandler.ImportFromHub).Needs(KeyScope.Write)
            .WithName(nameof(ImportAdapterHandler.ImportFromHub))
            .WithSummary("Fetch an adapter from the hub that the server is configured for, and put it into the registry.")
            .WithDescription("201 with the version and the commit it was fetched at, 200 where the same bytes are there already. Refused is what an upload would be refused for.")
            .Validate<ImportFromHubRequest>()
            .Sends(ImportExamples.FromHub).Answers(StatusCodes.Status201Created, ImportExamples.Fetched)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status502BadGateway);
        adapters.MapGet("/{reference}/export", ExportAdapterHandler.ExportAdapter)
            .WithName(nameof(ExportAdapterHandler.ExportAdapter))
            .WithSummary("The adapter as a zip that a given server reads rightly: for=peft, vllm, lorax, llama.cpp or sglang. A slash in a name is written %2F here.")
            .Given("for", "vllm")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }
}
