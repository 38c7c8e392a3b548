using Microsoft.Net.Http.Headers;
using T2L.Adapters.Peft;
using T2L.Api.Exchange;
using T2L.Registry.Blobs;

namespace T2L.Api.Files;

/// <summary>Sends one file of a version, or a part of it. A whole file is checked on its way: the connection is cut before the last bytes of a damaged one.</summary>
internal sealed class FileAnswer(ManifestFile file, IBlobStore blobs) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, tag) = (httpContext.Response, new EntityTagHeaderValue($"\"{file.Digest.Value}\""));
        var headers = response.GetTypedHeaders();
        headers.ETag = tag;
        response.Headers.AcceptRanges = "bytes";
        // Of the whole file, whatever part is sent: who puts parts together has something to compare.
        response.Headers["Repr-Digest"] = DigestHeader.Of(Convert.FromHexString(file.Digest.Hex));
        if (httpContext.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Tag == "*"))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var range = FileRange.Of(httpContext.Request, file.Bytes, tag);
        if (range is { Length: 0 })
        {
            headers.ContentRange = new ContentRangeHeaderValue(file.Bytes);
            await Problems.RangeNotSatisfiable(file.Name, file.Bytes).ExecuteAsync(httpContext);
            return;
        }

        response.ContentType = file.Name.EndsWith(".json", StringComparison.Ordinal) ? "application/json" : "application/octet-stream";
        headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = file.Name };
        await SendAsync(httpContext, range);
    }

    private async Task SendAsync(HttpContext http, FileRange? range)
    {
        var bodyless = HttpMethods.IsHead(http.Request.Method);
        await using var content = bodyless ? null
            : range is { } part ? await blobs.OpenRangeAsync(file.Digest, part.Start, part.Length, http.RequestAborted)
            : await blobs.OpenAsync(file.Digest, http.RequestAborted);
        if (range is { } sent)
        {
            http.Response.StatusCode = StatusCodes.Status206PartialContent;
            http.Response.GetTypedHeaders().ContentRange = new ContentRangeHeaderValue(sent.Start, sent.Start + sent.Length - 1, file.Bytes);
        }

        http.Response.ContentLength = range?.Length ?? file.Bytes;
        if (content is not null)
            await content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
