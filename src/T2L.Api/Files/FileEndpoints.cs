using T2L.Adapters.Peft;
using T2L.Api.Document;

namespace T2L.Api.Files;

/// <summary>The files of a version, one by one, whole or in parts.</summary>
internal static class FileEndpoints
{
    public static void MapFiles(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("/v1/adapters/{reference}").WithTags("Import and export")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        files.MapGet("/files", FileHandlers.ListFiles).WithName(nameof(FileHandlers.ListFiles))
            .WithSummary("The files of a version: names, digests and sizes. A slash in a name is written %2F here.")
            .Answers(new AdapterFilesResponse(Demo.Digest, [new(PeftConfigFile.Name, Demo.Digest, 412), new(PeftDirectory.WeightsName, Demo.Digest, 133120)]));
        File(files.MapGet("/files/{file}", FileHandlers.GetFile)).WithName(nameof(FileHandlers.GetFile))
            .WithSummary("One file of a version, or a part of it. Its ETag is its digest, Repr-Digest too, for whoever puts parts together.")
            .WithDescription("With 'Range: bytes=…' a part (206), with 'If-Range' only of the file that was asked for before. With redirect=true a redirection (307) to the store itself, where it gives addresses out.");
        File(files.MapMethods("/files/{file}", [HttpMethods.Head], FileHandlers.GetFile)).WithName("HeadFile")
            .WithSummary("Size and digest of a file.");
    }

    private static RouteHandlerBuilder File(RouteHandlerBuilder route) => route
        .Given("file", PeftConfigFile.Name).Given("redirect", false)
        .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
        .Produces(StatusCodes.Status206PartialContent, contentType: "application/octet-stream")
        .Produces(StatusCodes.Status304NotModified)
        .Produces(StatusCodes.Status307TemporaryRedirect)
        .ProducesProblem(StatusCodes.Status416RangeNotSatisfiable);
}
